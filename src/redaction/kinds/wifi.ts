import { argumentsThatName } from '../commands.ts'
import { isValue, type Kind, writtenForms } from '../kind.ts'
import { isWord } from '../words.ts'

export const wifi: Kind = {
  what: 'Wi-Fi name',
  many: 'Wi-Fi names',
  by: 'ssid-N',
  places: [
    {
      id: 'by key',
      keys: 'e?ssid(?:[ _-]?(?:name|str|text|utf8|\\dg?|[25]g(?:hz)?|guest))?|ssid ?\\d{1,2}|ssid\\[\\d{1,3}\\]|profile?l?(?: tous les utilisateurs)|profil für alle benutzer|perfil de todos los usuarios|802-11-wireless\\.ssid|(?:wi-?fi|wireless|wlan)[ ._-]?(?:name|networks?(?:[ ._-]?name)?|ap|e?ssid|access[ ._-]?point)|current[ _-]wi-?fi[ _-]network|profile ?name|mesh[_-]?id|network ssid|access ?point name|ap[_-]?name|last[_-]?ssid|wifi_?sta_?ssid|hotspot[ _-]?name',
      near: [
        'ssid',
        'profil',
        'wifi',
        'wi-fi',
        'wireless',
        'wlan',
        'profilename',
        'profile name',
        'mesh',
        'ap_name',
        'ap-name',
        'apname',
        'hotspot',
        'access point',
        'accesspoint',
      ],
    },
    {
      id: 'trying',
      near: ['ssid', 'associated', 'access point', 'network'],
      at: /(?:ssid |network |access point |Connected to |SSID to )['"]([^'"\n]{1,64})['"]/gi,
    },
    {
      id: 'NetworkManager',
      near: ['system-connections/', '.nmconnection'],
      at: /system-connections\/([^/\n"]{1,64}?)(?:\.nmconnection|["\n]|$)/gm,
    },
    {
      id: 'iw and ifupdown',
      near: ['ssid'],
      at: /^[ \t]{0,16}(?:wpa-ssid|wireless-essid|(?<=[ \t])ssid)[ \t]{1,4}["']?([^"'\n]{1,64}?)["']?[ \t]{0,4}$/gm,
    },
    {
      id: 'connection of Wi-Fi',
      near: ['type=wifi', '802-11-wireless'],
      at: /^id=([^\n]{1,64})\n(?:(?!\[)[^\n]{0,100}\n){0,6}?type=wifi|^connection\.id: {1,40}([^\n]{1,64})\n(?:[^\n]{0,200}\n){0,6}?connection\.type: {1,40}802-11-wireless/gm,
    },
    {
      id: 'value of the supplicant',
      near: ["'ssid'"],
      at: /'ssid' value '([^'\n]{1,64})'/g,
    },
    {
      id: 'netsh',
      near: ['profile', '<ssid>'],
      at: /^ {0,8}(?:All User |Current User )?Profile {1,24}: ([^\n]{1,64}?)\r?$|<SSID>\s{0,8}(?:<hex>[^<]{1,64}<\/hex>\s{0,8})?<name>([^<\n]{1,64})</gm,
    },
    {
      id: 'access points of netplan',
      near: ['access-points'],
      at: /access-points:((?:\s{1,20}["']?[^"'\n:]{1,64}["']?:[^\n]{0,200}){1,40})/g,
      each: /(?<=\n[ \t]{1,19}["']?)(?!password|auth|mode|band|channel|bssid|hidden|key|dhcp|addresses|networkmanager)[^"'\n: \t][^"'\n:]*(?=["']?:)/g,
    },
    {
      id: 'prompt of iwd',
      near: ['station '],
      at: /station \w{1,15} connect(?:-hidden)? (?:"([^"\n]{1,64})"|([^\s"]{1,64}))/g,
    },
    {
      id: 'file of iwd',
      near: ['iwd/'],
      at: /iwd\/([^/\n"]{1,64})\.(?:psk|open|8021x)/g,
    },
    {
      id: 'argument of a command',
      near: ['nmcli', 'iwctl', 'iw ', 'iwconfig', 'ifconfig', 'wpa_', 'create_ap', 'lnxrouter', 'networksetup', 'netsh'],
      find: argumentsThatName('Wi-Fi name'),
    },
    {
      id: 'connections of NetworkManager',
      near: ['wifi', '802-11-wireless', 'wlan'],
      at: /^[* ]{0,4}(\S[^\n]{0,62}?) {1,40}[0-9a-f]{8}-[0-9a-f-]{27} {1,4}(?:wifi|802-11-wireless|wlan)\b|^([^\n]{1,64}?):[0-9a-f]{8}-[0-9a-f-]{27}:(?:802-11-wireless|wifi)\b|^\w{1,15}[ \t:]{1,12}wifi[ \t:]{1,12}(?:connected|connecting|activated|getting|verbunden)[^\n:]{0,40}?(?::| {1,12})([^\n:]{1,64}?)[ \t]{0,40}$/gm,
    },
    {
      id: 'connection of a device',
      near: ['general.connection', 'wi-fi', 'wlan', 'wlp', 'wlx'],
      at: /GENERAL\.CONNECTION: {1,40}([^\n]{1,64}?)[ \t]{0,40}$|^wl\w{1,15}: (?:connected to|verbunden mit|connecting to|connect[ée]e? à|conectado a|collegato a) ([^\n"']{1,64}?)[ \t]{0,40}$/gm,
    },
    {
      id: 'terse list of access points',
      near: ['wpa', 'wep', 'ap[1]', 'infra'],
      at: /^(?:yes|no|\*| ):([^\n:]{1,64}):(?:Infra|\d{1,4})[:\n]|^(?:yes|no|\*| )?:?(?:(?:[0-9A-F]{2}\\?:){5}[0-9A-F]{2}):([^\n:]{1,64}):Infra:/gm,
    },
    {
      id: 'networks of iwd',
      near: ['network name', 'connected network', 'last connected', 'known networks'],
      at: /Connected network {1,40}(\S[^\n]{0,62}?)[ \t]{0,80}$|^[ >]{2,8}(?:\u001b\[[\d;]{1,8}m){0,3}(?:> ?)?(\S(?:[^ \n]| (?! )){0,62}) {2,60}(?:psk|open|8021x|wep|hotspot)\b/gm,
    },
    {
      id: 'access point',
      near: ['access point', 'associated', 'access-point', 'connected', 'hotspot', 'joined', 'ssid'],
      at: /(?:access point: {1,4}|[Cc]onnected to Access Point:? [`'"]?|[Aa]ssociated (?:with|to) (?:network |SSID |AP )[`'"]?|[Cc]onnected WiFi access point: |(?:[Cc]onnected to|[Jj]oined|[Jj]oining|[Ss]canning for|[Rr]oaming on|[Ll]eft|[Ff]orgetting)(?: the)? (?:Wi-?Fi|wireless|WLAN)(?: network)? [`'"]?|(?:with|acquired,|to|for|on) SSID [`'"]?|[Hh]otspot [`'"])([^\n`'"(]{1,64}?)(?= \((?:[0-9a-f]{2}:){5}|['"`]|[ \t]{0,8}$)/gm,
    },
    {
      id: 'list of the supplicant',
      near: ['/ ssid', 'any\t', ']\t', '[current]', '[disabled]'],
      at: /^\d{1,3}\t([^\t\n]{1,64})\t(?:any|[0-9a-f:]{17})(?:\t|$)|^[0-9a-f:]{17}\t\d{4,5}\t-?\d{1,3}\t[^\t\n]{0,120}\t([^\t\n]{1,64})$/gm,
    },
    {
      id: 'services of ConnMan',
      near: ['wifi_', 'service_', 'ssid'],
      at: /^[ *A-Za-z]{0,8} (\S(?:[^ \n]| (?! )){0,62}) {1,60}wifi_[0-9a-f]{12}_|^\[wifi_[^\]\n]{1,160}\]\r?\n(?:(?!Name)\w{1,20}[ =][^\n]{0,80}\n){0,6}?Name ?= ?([^\n]{1,64})|^Name ?= ?([^\n]{1,64})\nSSID ?= ?[0-9A-Fa-f]{2}|^\[service_\w{1,60}\]\r?\n(?:(?!Name)\w{1,20} ?=[^\n]{0,80}\n){0,6}?Name ?= ?([^\n]{1,64})/gm,
    },
    {
      id: 'ssid and a blank',
      near: ['ssid ', 'ssid\t', 'nwid ', 'join '],
      at: /(?<![\w/])(?:e?ssid|ESSID|nwid|(?:wlan|wireless|dot11|option|set wireless|interface|mesh) e?ssid|e?ssid-profile|join)[ \t]{1,4}(?:"([^"\n]{1,64})"|'([^'\n]{1,64})'|([^\s"'=:,/-][^\s"']{1,63}))(?=[ \t]{0,4}$| (?:chan|channel|bssid|wpakey|nwkey|wepkey|mode|DHCP|WPA|dhcp|up|in |on |from |freq|\()|;|")/gm,
    },
    { id: 'QR code', near: ['wifi:'], at: /WIFI:(?:[A-RT-Z]:[^;\n]{0,80};){0,4}S:((?:[^;\\\n]|\\.){1,64});/g },
    {
      id: 'network of macOS',
      near: ['current network information', 'preferred networks', 'other local wi-fi networks', 'airport'],
      at: /(?:Current Network Information|Other Local Wi-Fi Networks):\s{1,40}([^\n:]{1,64}):|^Preferred networks on \w{1,8}:((?:\n[ \t]{1,8}[^\n]{1,64}){1,50})/gm,
      each: /[^\n\t ][^\n]*/g,
    },
    {
      id: 'profile of Windows',
      near: ['profile', 'wlanprofile'],
      at: /^Profile ([^\n:]{1,64}) on interface |<WLANProfile[^>\n]{0,200}>\s{0,8}<name>([^<\n]{1,64})<|(?:ProfileName|FirstNetwork) {1,8}REG_SZ {1,8}([^\n]{1,64}?)\r?$/gm,
    },
    {
      id: 'default connection',
      near: ["set '", 'activation:', "connection '", 'connection-a'],
      at: /policy: set '([^'\n]{1,64})' \(wl\w{1,15}\)|\(wl\w{1,15}\): Activation: [^\n]{0,60}?'([^'\n]{1,64})'|Connection '([^'\n]{1,64})' \([0-9a-f-]{36}\)|op="connection-[a-z]{2,12}"[^\n]{0,80}? name="([^"\n]{1,64})"/g,
    },
    {
      id: 'file of a profile',
      near: ['netctl', '* wl', 'keys-', 'ifcfg-', 'essid'],
      at: /netctl\/(?:wl\w{1,15}-)?([^/\n\s"']{2,64})|netctl (?:start|enable|switch-to|restart|status) (?:wl\w{1,15}-)?([^/\n\s"']{2,64})|^[* ] wl\w{1,15}-([^\n]{2,64})$|essid\w{0,8} string ([^\n]{2,64})|network-scripts\/(?:keys|ifcfg)-(?!eth|ens|enp|eno|em\d|lo\b|br|bond|team|wl|vlan|ib|p\d)([^/\n\s"']{2,64})/g,
    },
    {
      id: 'networks of Cisco',
      near: ['wlan '],
      at: /^[ \t]{0,4}wlan (?!\d|create|ssid)([\w.-]{2,32}) \d{1,4} ([\w.-]{2,32})$/gm,
    },
    { id: 'column', near: ['ssid'], column: 'E?SSID|SSID(?:/MESH ID)?|Ssid|NETWORK NAME', cells: true },
    {
      id: 'activation',
      near: ['wlan', 'wlp', 'wifi', 'wi-fi', 'connection'],
      at: /(?:connection|profile) ['"]([^'"\n]{1,64})['"]/g,
    },
  ],
  read: (text) => {
    const value = text.trim()
    return value.length < 2 ||
      !isValue(value) ||
      isWord(value) ||
      /^(?:off\/any|any|hidden|lo|Wired connection \d|(?:eth|ens|enp|virbr|docker|br)(?:[-\d][\w-]{0,12})?)$/i.test(value)
      ? undefined
      : value
  },
  make: (n) => `ssid-${n}`,
  bits: 40,
  isMade: (thing) => /^ssid-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 4 || isWord(thing) || /^[a-z]{1,5}$|^\d+$/.test(thing) ? [] : writtenForms(thing)),
}
