import { isValue, type Kind, writtenForms } from '../kind.ts'
import { isWord } from '../words.ts'

/** Asset tags by which a platform is known; any other may be an owner's inventory number. */
const PLATFORM_TAG: RegExp =
  /^(?:7783-7084-3265-9085-8269-3286-77|OracleCloud\.com|Amazon EC2|Google|QEMU|Firecracker|ScalewayVM|DigitalOcean|HVM domU)$/i
/** What Linux prints after a word that also stands before serials: ports and their drivers, PCI addresses, booleans. */
const NO_SERIAL: RegExp =
  /^(?:82\d0\b|AMBA |[^\n]{0,60} driver$|pci$|16550|[\w.:]{0,20}(?:ttyS|ttyUSB|hvc|uart)\w{0,8}|[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.\d|vhci_hcd\.\d|dummy_hcd\.\d|\d{1,3}|0x0|pty|tty\w{0,6}|tcp|unix|file|mon:|stdio|vc|con|udp|telnet|port|console|driver|usb ?serial|device|number)(?![\w-])/i

export const serial: Kind = {
  what: 'serial number',
  many: 'serial numbers and asset tags',
  by: 'SERIAL-N',
  places: [
    {
      id: 'serial by key',
      keys: 'serial(?:[ _-]?(?:number|num|no\\.?|nr|short|tag|id))?|service[ _-]?tag|sn|s/n|identifying_?number|biosseralnumber|express service code|sequence code|plant of manufacture|system[ _-]?id|product[ _-]?id|license key|image id|uuid serial',
      near: ['serial', 'seralnumber', 'tag', 'sn', 's/n', 'identifying', 'code', 'plant', 'id', 'key'],
    },
    { id: 'serial in words', keys: 'serial_?(?:number|num|no|short)', inWords: true, near: ['serial'] },
    {
      id: 'asset tag by key',
      keys: 'asset[ _-]?tag(?:[ _-]?number)?|asset[ _-]?(?:number|no|id)|inventory[ _-]?(?:number|no|tag)|property tag',
      near: ['asset', 'inventory', 'property'],
    },
    { id: 'asset tag in words', keys: 'asset_?tag', inWords: true, near: ['asset'] },
    {
      id: 'files of sysfs and device tree',
      file: /(?:^|\/)(?:\w{0,40}_serial|serial|serial-number|serial_number|chassis_asset_tag|board_asset_tag|product_asset_tag|system-id|vpd_pg80)$/,
    },
    {
      id: 'shown by path',
      near: ['_serial', '/serial', 'asset_tag'],
      at: /(?:_serial|\/serial(?:-number|_number)?|_asset_tag):([^\n]{1,200})$/gm,
    },
    {
      id: 'shown by a command',
      near: ['_serial', 'serial-number', 'asset', '/serial'],
      at: /^[^\n]{0,80}[$#] (?:sudo )?(?:cat \/\S{1,100}(?:_serial|\/serial|serial-number|asset_tag)|dmidecode -s \S{1,30}(?:serial-number|asset-tag)|lsblk -\w{0,4}o SERIAL\S{0,40})[^\n]{0,20}\n([^\n]{1,200})$/gm,
    },
    {
      id: 'headings of collected files',
      near: ['_serial', '/serial', 'asset_tag', 'serial-number'],
      at: /^==> (?:file|nul) \/?\S{0,200}(?:_serial|\/serial|serial-number|asset_tag) <==\n\|([^\n]{1,200})$/gm,
    },
    {
      id: 'by-id',
      near: ['ata-', 'nvme-', 'usb-', 'scsi-', 'mmc-', 'virtio-'],
      at: /(?<![a-z0-9])(?:ata|nvme|usb|scsi|mmc|memstick|ieee1394)(?:-|\\x2d)[\w.+()-]{0,120}_([A-Za-z0-9]{4,64}|[A-Za-z0-9]{1,30}(?:-[A-Za-z0-9]{2,30}){1,4}?)(?=-part\d|_\d{1,2}(?![\w])|-\d{1,2}:\d|[^\w-]|-?$)/gm,
    },
    {
      id: 'by-id, escaped',
      near: ['x2did'],
      at: /id(?:-|\\x2d)(?:ata|nvme|usb|scsi|mmc)\\x2d(?:[\w.+]|\\x2d){0,100}_([A-Za-z0-9]{4,64})(?![A-Za-z0-9])/g,
    },
    {
      id: 'by-id of virtio',
      near: ['virtio'],
      at: /(?:\/|id-|id\\x2d)virtio(?:-|\\x2d)([\w.-]{1,20}?)(?=-part\d|\.device|[^\w.-]|$)/gm,
    },
    {
      id: 'options, lsusb, nvme list',
      near: ['asset=', '--serial', 'iserial', 'nvme'],
      at: /(?:[ ,]asset=|--serial[ =])["']?([^\s,"']{3,64})|iSerial {1,40}[1-9]\d{0,2} {1,4}([^\n]{1,100})$|^\/dev\/nvme\d{1,3}n\d{1,3} {1,24}(?:\/dev\/ng\S{1,12} {1,24})?([\w-]{4,40}) |^nvme\d{1,3}(?:n\d{1,3})?[ \t]{1,24}((?=[0-9_-]{0,39}[A-Z])(?=[A-Z_-]{0,39}\d)[A-Z0-9][A-Z0-9_-]{7,39})(?![^\s,])/gm,
    },
    {
      id: 'column',
      near: ['serial', 'sn', 's/n', 'identifying'],
      column: 'SERIAL|SN|S/N|SERIALNUMBER|SerialNumber|Serial(?: (?:Number|No\\.?))?|IdentifyingNumber',
    },
    {
      id: 'elements',
      near: ['serial', 'asset'],
      at: /<(?:entry name=["'](?:serial|asset)["']|serial|asset|setting id=["'](?:serial|asset)["'] value)(?:>|=["'])([^<>"'\n]{1,200})/g,
    },
    {
      id: 'behind the word',
      near: ['serial ', 's/n '],
      at: /(?<![a-z])(?:serial|s\/n) (?:(?:number|no\.?) )?((?=[A-Z-]{0,30}\d)(?=[\d-]{0,30}[A-Z])[A-Z0-9][A-Z0-9-]{5,30})(?![\w-])/g,
    },
    {
      id: 'below its path',
      near: ['_serial', '_asset_tag'],
      at: /\/\w{1,20}(?:_serial|_asset_tag)\r?\n([A-Za-z0-9][^\n/]{3,60})$/gm,
    },
    { id: 'eMMC and SD', near: ['cid'], at: /(?<![a-z])cid["']?\s{0,4}[=:]\s{0,4}["']?([0-9a-f]{32})(?![0-9a-f])/gi },
  ],
  read(text) {
    const value = text.trim()
    return value.length === 0 || value.length > 300 || !isValue(value) || PLATFORM_TAG.test(value) || NO_SERIAL.test(value)
      ? undefined
      : value
  },
  make: (n) => `SERIAL-${n}`,
  bits: 40,
  isMade: (thing) => /^SERIAL-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 5 || isWord(thing) || /^\d{1,5}$/.test(thing) ? [] : writtenForms(thing)),
}
