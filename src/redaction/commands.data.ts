/**
 * Which arguments of a program name a user, a secret or a Wi-Fi network. A row has the programs and their arguments: an option and its role, the
 * place of an argument that is no option and its role (`1:user`, `last:user`), or an option whose value is `skip`ped. `=` instead of `:` means that the
 * value follows without a blank. Words before `>` are subcommands: arguments are counted behind them.
 */
export type Role =
  | 'user'
  | 'owner'
  | 'users'
  | 'name'
  | 'secret'
  | 'source'
  | 'skip'
  | 'flag'
  | 'ssid'
  | 'user:secret'
  | 'user,secret'
  | 'user%secret'

export const PROGRAMS: readonly (readonly [programs: string, args: string])[] = [
  [
    'useradd adduser usermod userdel deluser chage chfn chsh passwd faillock pam_tally2 lslogins',
    'last:user -u:skip --user:user -l:user -c:skip -R:skip -s:skip -g:skip -G:skip -d:skip --root:skip --shell:skip --home:skip --home-dir:skip --gecos:skip --uid:skip --gid:skip --ingroup:skip --comment:skip -p:secret --password:secret',
  ],
  ['gpasswd', '-a:user -d:user -A:users -M:users --add:user --delete:user'],
  ['chown chgrp', '1:owner --from:owner'],
  ['install', '-o:user -g:user -m:skip'],
  ['su runuser', '1:user -l:user -u:user -c:skip -s:skip -g:user -G:user --user:user --login:user --command:skip --shell:skip'],
  ['sudo doas pkexec sudoedit', '-u:user -U:user -g:user --user:user --other-user:user --group:user -p:skip'],
  ['id groups finger pinky quota', 'only:user'],
  ['crontab atq pkill pgrep ps top htop lsof killall w slabtop fuser', '-u:users -U:users -s:skip -f:skip -p:skip'],
  ['getent', 'passwd>1:user shadow>1:user group>1:user initgroups>1:user'],
  [
    'loginctl',
    'user-status>1:user show-user>1:user enable-linger>1:user disable-linger>1:user kill-user>1:user terminate-user>1:user',
  ],
  ['homectl', 'create>last:user inspect>1:user activate>1:user remove>1:user update>last:user'],
  ['systemd-run machinectl', '--uid:user --gid:user'],
  ['pw', 'useradd>1:user usermod>1:user userdel>1:user -n:user'],
  [
    'dscl dseditgroup sysadminctl',
    '-u:user -P:secret -a:user -addUser:user -deleteUser:user -adminUser:user -password:secret -adminPassword:secret',
  ],
  ['ssh sftp scp ssh-copy-id slogin rlogin rsh mosh autossh sshfs', '-l:user'],
  ['plink pscp psftp putty', '-l:user -pw:secret'],
  ['sshpass', '-p:secret'],
  ['kinit kadmin kadmin.local ktutil', 'last:user -p:user -w:secret -t:skip -k:skip -c:skip -q:skip'],
  ['htpasswd', '2:user 3:secret -nb>1:user -nb>2:secret -nbB>2:secret -bn>2:secret -C:skip'],
  ['htdigest', '3:user'],
  ['mosquitto_pub mosquitto_sub mosquitto_rr', '-u:user -P:secret --username:user --pw:secret'],
  ['mosquitto_passwd', '2:user 3:secret'],
  ['lftp ncftp lftpget ncftpput ncftpget ftp tnftp', '-u:user,secret -p:secret -e:skip'],
  ['rclone', 'user:user pass:secret obscure>1:secret --sftp-user:user --sftp-pass:secret --user:user --pass:secret'],
  ['sqlcmd osql bcp isql tsql usql', '-U:user -P:secret'],
  [
    'psql pg_dump pg_dumpall pg_restore pg_basebackup createdb dropdb createuser dropuser vacuumdb pgbench pg_isready',
    '-U:user --username:user',
  ],
  ['createuser dropuser', 'last:user'],
  [
    'mysql mysqldump mysqladmin mysqlimport mysqlshow mysqlcheck mysqlsh mysqlbinlog mariadb mariadb-dump mariadb-admin',
    '-u:user -p=secret --user:user --password:secret',
  ],
  ['mongo mongosh mongodump mongorestore mongoexport mongoimport', '-u:user -p:secret --username:user --password:secret'],
  ['redis-cli', '-a:secret --user:user --pass:secret auth>last:secret'],
  ['influx cqlsh clickhouse-client curator etcdctl', '-u:user -p:secret --user:user --username:user --password:secret'],
  ['sqlplus rman expdp impdp', '1:user:secret'],
  [
    'ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami ldapcompare',
    '-D:name -w:secret -s:secret -a:secret -U:user',
  ],
  [
    'net',
    'user>1:user user>2:secret use>2:secret use>3:secret ads>join>1:skip rpc>1:skip -U:user%secret --user:user%secret /user:user sam>1:skip usersidlist>1:skip',
  ],
  [
    'smbclient rpcclient smbget smbmap nmblookup smbcacls smbtree winexe samba-tool cifscreds',
    '2:secret -U:user%secret --user:user%secret -u:user -p:secret --password:secret user>create>1:user user>create>2:secret user>add>1:user user>add>2:secret user>setpassword>1:user user>delete>1:user user>show>1:user --newpassword:secret --adminpass:secret',
  ],
  ['smbpasswd', 'last:user -s:skip -r:skip -U:user'],
  ['pdbedit', '-u:user -a:user -x:user --user:user'],
  ['wbinfo', '-i:user -n:user -r:user -a:user%secret --user-info:user --authenticate:user%secret'],
  ['adcli realm', '-U:user --user:user --login-user:user --one-time-password:secret permit>last:user'],
  [
    'docker podman nerdctl buildah skopeo helm oras crane',
    'login>-u:user login>-p:secret login>--username:user login>--password:secret --creds:user:secret --src-creds:user:secret --dest-creds:user:secret',
  ],
  [
    'curl',
    '-u:user:secret --user:user:secret --proxy-user:user:secret -U:user:secret --pass:secret --key:skip --oauth2-bearer:secret',
  ],
  [
    'wget aria2c',
    '--user:user --password:secret --http-user:user --http-password:secret --http-passwd:secret --ftp-user:user --ftp-password:secret --proxy-user:user --proxy-password:secret',
  ],
  ['http https xh', '-a:user:secret --auth:user:secret'],
  ['ab siege hey wrk', '-A:user:secret -P:user:secret'],
  ['hydra medusa ncrack crackmapexec nxc evil-winrm impacket-psexec', '-l:user -u:user -p:secret -H:secret'],
  [
    'xfreerdp wlfreerdp freerdp xfreerdp3',
    '/u:user /p:secret /user:user /password:secret -u:user -p:secret /gu:user /gp:secret',
  ],
  ['rdesktop remmina', '-u:user -p:secret'],
  ['cmdkey', '/user:user /pass:secret'],
  ['runas', '/user:user'],
  [
    'schtasks tasklist taskkill wmic systeminfo psexec driverquery getmac reg sc.exe eventcreate',
    '/u:user /p:secret /ru:user /rp:secret /user:user /password:secret -u:user -p:secret',
  ],
  ['winrs', '-u:user -p:secret -username:user -password:secret'],
  ['vncviewer vncserver x11vnc vncpasswd', '-passwd:secret -user:user'],
  [
    'ipmitool ipmiutil ipmi-sensors ipmipower ipmi-chassis bmc-info',
    '-U:user -P:secret -u:user -p:secret user>set>name>2:user user>set>password>2:secret',
  ],
  ['racadm', '-u:user -p:secret'],
  ['hponcfg ilorest', '-u:user -p:secret'],
  [
    'snmpwalk snmpget snmpgetnext snmpbulkwalk snmpbulkget snmpset snmptrap snmptable snmpdf snmpstatus snmpinform',
    '-c:secret -u:user -A:secret -X:secret -v:skip -l:skip -a:skip -x:skip -n:skip -t:skip -r:skip',
  ],
  ['onesixtyone check_snmp', '-c:secret -C:secret -U:user -P:secret -X:secret -A:secret'],
  ['zip zipcloak zipnote unzip', '-P:secret'],
  ['7z 7za 7zr 7zz', '-p=secret'],
  ['rar unrar', '-p=secret -hp=secret'],
  [
    'openssl',
    'passwd>1:secret -k:secret -pass:source -passin:source -passout:source -K:secret -password:source -psk:secret -srppass:secret -srpuser:user',
  ],
  ['gpg gpg2', '--passphrase:secret -u:skip -r:skip'],
  [
    'keytool jarsigner',
    '-storepass:secret -keypass:secret -srcstorepass:secret -deststorepass:secret -srckeypass:secret -destkeypass:secret -new:secret',
  ],
  ['ssh-keygen', '-N:secret -P:secret'],
  ['certutil pk12util', '-W:secret -w:secret -K:secret -p:secret'],
  [
    'qpdf pdftotext pdftk pdftoppm pdfinfo',
    '-upw:secret -opw:secret user_pw:secret owner_pw:secret input_pw:secret --password:secret',
  ],
  ['vault bao', 'login>1:secret unwrap>1:secret operator>unseal>1:secret'],
  ['consul nomad', '-token:secret'],
  [
    'aws',
    '--user-name:user --username:user --master-username:user --password:secret --master-user-password:secret --secret-string:secret --temporary-password:secret configure>set>aws_secret_access_key>1:secret configure>set>aws_session_token>1:secret',
  ],
  [
    'az',
    '-u:user -p:secret --username:user --password:secret --admin-username:user --admin-user:user --admin-password:secret --account-key:secret --client-secret:secret',
  ],
  [
    'gcloud oci ibmcloud doctl linode-cli hcloud openstack',
    '--username:user --user:user --os-username:user --os-password:secret --password:secret -p:secret -t:secret --apikey:secret --access-token:secret',
  ],
  ['ansible ansible-playbook ansible-pull ansible-console', '-u:user --user:user --become-user:user -U:user'],
  ['salt-ssh', '--user:user --passwd:secret'],
  ['git', 'config>user.name>1:user config>--global>user.name>1:user config>--local>user.name>1:user config>github.user>1:user'],
  ['svn hg bzr cvs', '--username:user --password:secret'],
  [
    'kubectl oc',
    '--docker-username:user --docker-password:secret --username:user --password:secret --token:secret --as:user login>-u:user login>-p:secret set-credentials>1:user',
  ],
  ['virt-customize virt-builder virt-sysprep virt-install', '--ssh-inject:owner --password:skip'],
  [
    'virsh',
    'secret-set-value>2:secret set-user-password>2:user set-user-password>3:secret --user:user --password:secret --base64:secret',
  ],
  ['xe', '-u:user -pw:secret'],
  ['qm pct pvesh', '--ciuser:user --cipassword:secret -ciuser:user -cipassword:secret --password:secret'],
  [
    'pveum',
    'useradd>1:user user>add>1:user passwd>1:user user>modify>1:user user>delete>1:user --password:secret -password:secret',
  ],
  ['vmrun', '-gu:user -gp:secret -vp:secret'],
  ['govc ovftool esxcli vim-cmd', '-u:user -p:secret --username:user --password:secret'],
  ['VBoxManage vboxmanage', '--username:user --password:secret --user:user'],
  ['iscsiadm', 'node.session.auth.username>-v:user node.session.auth.password>-v:secret --value:skip'],
  ['restic borg duplicity rsnapshot kopia', '-p:skip --password:secret'],
  ['rsync', '--chown:owner'],
  ['tar bsdtar', '--owner:owner --group:user'],
  ['mailx mutt swaks s-nail msmtp curlftpfs', '-au:user -ap:secret --auth-user:user --auth-password:secret --user:user'],
  [
    'nmcli',
    'password:secret wifi>connect>1:ssid wifi>c>1:ssid w>c>1:ssid ssid:ssid wifi-sec.psk:secret 802-11-wireless-security.psk:secret wifi.ssid:ssid 802-11-wireless.ssid:ssid wep-key0:secret 802-1x.identity:user 802-1x.password:secret vpn.user-name:user --passwd-file:skip',
  ],
  [
    'iwctl',
    '--passphrase:secret -P:secret connect>1:ssid connect-hidden>1:ssid known-networks>1:ssid --username:user --password:secret start>1:ssid start>2:secret',
  ],
  ['iw', 'connect>1:ssid join>1:ssid -w:flag ssid:ssid key:skip meshid:ssid'],
  ['iwconfig', 'essid:ssid key:secret nwid:ssid'],
  ['ifconfig', 'ssid:ssid nwid:ssid join:ssid wpakey:secret nwkey:secret wepkey:secret meshid:ssid'],
  [
    'wpa_cli',
    'set_network>ssid>1:ssid set_network>psk>1:secret set_network>password>1:secret set_network>identity>1:user set_network>wep_key0>1:secret wps_reg>3:ssid',
  ],
  ['wpa_passphrase', '1:ssid 2:secret'],
  ['create_ap lnxrouter', '3:ssid 4:secret -m:skip --ap:skip -p:secret'],
  [
    'networksetup',
    '-setairportnetwork>2:ssid -setairportnetwork>3:secret -addpreferredwirelessnetworkatindex>2:ssid -removepreferredwirelessnetwork>2:ssid',
  ],
  ['netsh', 'profile>1:ssid profiles>1:ssid name:ssid ssid:ssid key:secret keymaterial:secret'],
  ['connmanctl', '--passphrase:secret'],
  ['tailscale headscale', '--authkey:secret --auth-key:secret'],
  ['grafana-cli influxd', 'reset-admin-password>1:secret'],
  [
    'rabbitmqctl',
    'add_user>1:user add_user>2:secret change_password>1:user change_password>2:secret delete_user>1:user set_permissions>last:skip set_user_tags>1:user authenticate_user>1:user authenticate_user>2:secret',
  ],
]

/** Programs that are also words of prose: their only argument is a user where the whole line is the command. */
export const WORDS_TOO: ReadonlySet<string> = new Set([
  'id',
  'groups',
  'finger',
  'pinky',
  'net',
  'install',
  'top',
  'w',
  'ps',
  'http',
  'https',
  'reg',
  'id',
  'passwd',
  'quota',
  'ftp',
  'mount',
  'xe',
  'pw',
  'su',
  'vault',
  'nomad',
  'hey',
  'realm',
  'consul',
  'git',
  'restic',
  'influx',
  'ab',
])
