/** Definitions as examples of several rules have them. */

export const vagrant = (provider: string, line: string): string =>
  `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provider "${provider}" do |v|\n    ${line}\n  end\nend\n`
