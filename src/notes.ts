/** Note of a report whose kernel log lost its beginning. */
export const LOG_CUT = 'the boot messages have been overwritten in the kernel log; `journalctl -k -b` may still have them'
