/** Versions from which on something is there, as patterns of `kernel.release` and `xen.version`. */
export const LINUX_4_5: RegExp = /^(?:4\.(?:[5-9]|\d\d)|[5-9]\.|\d\d\.)/
export const LINUX_4_11: RegExp = /^(?:4\.(?:1[1-9]|[2-9]\d)|[5-9]\.|\d\d\.)/
export const LINUX_3_16: RegExp = /^(?:3\.(?:1[6-9]|[2-9]\d)|[4-9]\.|\d\d\.)/
export const LINUX_5_4: RegExp = /^(?:5\.(?:[4-9]|\d\d)|[6-9]\.|\d\d\.)/
export const LINUX_6_3: RegExp = /^(?:6\.(?:[3-9]|\d\d)|[7-9]\.|\d\d\.)/
export const XEN_4_10: RegExp = /^(?:4\.[1-9]\d|[5-9]\.)/
