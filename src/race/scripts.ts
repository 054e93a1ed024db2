import { BRIDGE, DOM0_ADDRESS, PEER_PORT, placeOf, type RacedId } from './modes.ts'

/**
 * What a race has dom0 do, as shell. The first line of each names it in messages. Only busybox, xl and xentrace are asked of dom0.
 *
 * Per guest there is a fifo `<mode>.done` in the work folder: `done` comes by it when the guest has sent something, `gone` when its domain
 * has ended, however that came about. So a dead guest is detected at once and not only at the time limit.
 */

/** Where dom0 works; small and quick there (a tmpfs). */
export const WORK = '/tmp/vcrace'

const BUSY = `${WORK}/busybox`

/** xentrace's lists of exits of one guest are a few MiB a round; what it kept before the tracer looks again is this much. In pages. */
const TRACE_PAGES = 2048

/**
 * xentrace's classes: HVM entry/exit and handlers (0x83000), PV entries and subcalls (0x203000), and the scheduler's (0x21000), of which
 * not counted here, but xenalyze needs it to separate the domains. xen/include/public/trace.h.
 */
const TRACE_MASK = '0x002a3000'

/** The helper's server ends with its parent, so that is a shell that stays. */
export const SETUP = (folder: string): string => `# make dom0 ready
mkdir -p ${WORK} && cp ${folder}/busybox ${folder}/probe ${WORK}/ && chmod 755 ${BUSY} ${WORK}/probe || exit 1
${BUSY} brctl addbr ${BRIDGE} || exit 1
${BUSY} ip addr add ${DOM0_ADDRESS}/24 dev ${BRIDGE}
${BUSY} ip link set ${BRIDGE} up || exit 1
${BUSY} setsid ${BUSY} sh -c '${WORK}/probe serve ${PEER_PORT} 86000 ${DOM0_ADDRESS} & echo $! > ${WORK}/pids; wait' </dev/null >${WORK}/serve.log 2>&1 &
trace=$(command -v xentrace || ls /usr/lib/xen*/bin/xentrace /usr/sbin/xentrace 2>/dev/null | head -n1)
[ -n "$trace" ] || { echo "dom0 has no xentrace (Debian: xen-utils)"; exit 1; }
ln -sf "$trace" ${WORK}/xentrace`

/**
 * A guest is made paused, and pauses again with all that comes from it, so that one at a time runs: guests that share an emulated CPU
 * boot several times slower than in turn. xl stays with the domain (-F): when it ends, the domain has.
 */
export const CREATE = (id: RacedId, folder: string): string => {
  const place = placeOf(id)
  return `# xl create ${id}
cd ${WORK} && cp ${folder}/${id}.img ${id}.img && rm -f ${id}.done ${folder}/${id}.seconds && ${BUSY} mkfifo ${id}.done || exit 1
cat > ${id}.receive <<X
#!${BUSY} sh
cat > ${folder}/${id}.part && mv ${folder}/${id}.part ${folder}/${id}.up
xl pause ${place.name}
[ -e ${folder}/${id}.seconds ] || cut -d' ' -f1 /proc/uptime ${WORK}/${id}.began | ${BUSY} awk '{ up = up == "" ? \\$1 : up - \\$1 } END { print up }' > ${folder}/${id}.seconds
echo done > ${WORK}/${id}.done
X
cat > ${id}.send <<X
#!${BUSY} sh
[ -e ${WORK}/${id}.go ] && cat ${WORK}/${id}.go && rm ${WORK}/${id}.go
X
chmod 755 ${id}.receive ${id}.send
if [ ! -e ${id}.listens ]; then
  ${BUSY} nc -ll -p ${place.up} -e ${WORK}/${id}.receive </dev/null >/dev/null 2>&1 &
  echo $! >> pids
  ${BUSY} nc -ll -p ${place.go} -e ${WORK}/${id}.send </dev/null >/dev/null 2>&1 &
  echo $! >> pids
  : > ${id}.listens
fi
( xl create -F -p ${folder}/${id}.cfg > ${folder}/${id}.xl 2>&1; echo gone > ${WORK}/${id}.done ) </dev/null >/dev/null 2>&1 &
echo $! > ${id}.watch
until grep -q '^Waiting for domain' ${folder}/${id}.xl; do kill -0 $! 2>/dev/null || exit 0; ${BUSY} usleep 100000; done`
}

/** Waits by itself for ten times as long as the caller, whose seconds are those in which the machine could work. */
const NEXT_WORD = (id: RacedId, seconds: number): string =>
  `{ ${BUSY} timeout ${seconds * 10} ${BUSY} head -n1 ${WORK}/${id}.done > ${WORK}/${id}.word & echo $! > ${WORK}/${id}.waits; wait $!; }`

/** What xl said of the domain's end, without its own progress. */
const IF_GONE = (id: RacedId, folder: string): string =>
  `[ "$(cat ${WORK}/${id}.word)" = done ] || { echo "the guest's domain is gone: $(tail -n 3 ${folder}/${id}.xl | cut -c1-200 | tr '\\n' ' ')"; exit 1; }`

export const WAIT = (id: RacedId, folder: string, seconds: number): string => `# boot ${id}
cp /proc/uptime ${WORK}/${id}.began
xl unpause ${placeOf(id).name} || { cat ${folder}/${id}.xl; exit 1; }
${NEXT_WORD(id, seconds)}
${IF_GONE(id, folder)}
[ -s ${folder}/${id}.up ] || { echo "the guest sent nothing"; exit 1; }
cat ${folder}/${id}.seconds`

/** The mask of one CPU, as xentrace reads it; a machine may have more than a number has bits. */
const maskOf = (cpu: number): string => `0x${(1n << BigInt(cpu)).toString(16)}`

export const ROUND = (
  id: RacedId,
  folder: string,
  { cpu, tracePages = TRACE_PAGES }: { readonly cpu: number; readonly tracePages?: number },
  seconds: number,
): string => `# a round of ${id}
cd ${WORK}; rm -f trace ${folder}/${id}.up ${folder}/${id}.trace
./xentrace -D -c ${maskOf(cpu)} -S ${tracePages} -e ${TRACE_MASK} trace </dev/null >xentrace.log 2>&1 &
tracer=$!
echo $tracer > tracer
${BUSY} usleep 400000
kill -0 $tracer || { cat xentrace.log; exit 1; }
cp ${folder}/work.sh ${id}.go
xl unpause ${placeOf(id).name} || exit 1
${NEXT_WORD(id, seconds)}
kill -INT $tracer; wait $tracer; rm -f tracer
${IF_GONE(id, folder)}
mv trace ${folder}/${id}.trace`

/** All that the guest said, as a file to be fetched. */
export const CONSOLE = (id: RacedId, folder: string): string => `# console of ${id}
tail -qc 200000 ${WORK}/${id}.console /var/log/xen/console/guest-${placeOf(id).name}.log 2>/dev/null > ${folder}/${id}.said; true`

/** Destroys the guest and ends the processes that wait for it. Its listeners stay for another boot of it. */
export const DESTROY = (id: RacedId): string => `# destroy ${id}
cd ${WORK} && for file in tracer ${id}.waits ${id}.watch; do [ -e $file ] && kill $(cat $file) 2>/dev/null; rm -f $file; done
xl destroy ${placeOf(id).name} 2>/dev/null
rm -f ${id}.go ${id}.done ${id}.console /var/log/xen/console/guest-${placeOf(id).name}.log; true`

export const TEARDOWN = (modes: readonly RacedId[], folder: string): string => `# tidy dom0
for name in ${modes.map((id) => placeOf(id).name).join(' ')}; do xl destroy $name 2>/dev/null; done
cd ${WORK} && for file in pids tracer *.waits *.watch; do [ -e $file ] && kill $(cat $file) 2>/dev/null; done
${BUSY} ip link set ${BRIDGE} down; ${BUSY} brctl delbr ${BRIDGE}
rm -rf ${WORK}; cd ${folder} && rm -f vmlinux guest.cpio *.img *.up *.trace; true`
