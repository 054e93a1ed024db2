/** Versions from which on something is there, as patterns of `kernel.release` and `xen.version`; made only for the few rows that are created. */
export const LINUX_4_5 = (): RegExp => /^(?:4\.(?:[5-9]|\d\d)|[5-9]\.|\d\d\.)/
export const LINUX_4_11 = (): RegExp => /^(?:4\.(?:1[1-9]|[2-9]\d)|[5-9]\.|\d\d\.)/
export const LINUX_3_16 = (): RegExp => /^(?:3\.(?:1[6-9]|[2-9]\d)|[4-9]\.|\d\d\.)/
export const LINUX_5_4 = (): RegExp => /^(?:5\.(?:[4-9]|\d\d)|[6-9]\.|\d\d\.)/
export const LINUX_6_3 = (): RegExp => /^(?:6\.(?:[3-9]|\d\d)|[7-9]\.|\d\d\.)/
export const XEN_4_10 = (): RegExp => /^(?:4\.[1-9]\d|[5-9]\.)/
export const XEN_BEFORE_4_10 = (): RegExp => /^(?:[0-3]\.|4\.\d(?!\d))/
export const XEN_BEFORE_4_0_1 = (): RegExp => /^(?:[0-3]\.|4\.0\.0\b)/
export const LINUX_BEFORE_4_11 = (): RegExp => /^(?:[0-3]\.|4\.(?:\d|10)(?!\d))/
export const LINUX_BEFORE_2_6_36 = (): RegExp => /^(?:[01]\.|2\.[0-5]\.|2\.6\.(?:\d|[12]\d|3[0-5])(?!\d))/
