/** Definitions that the examples of several rules share. */

export const vagrant = (provider: string, line: string): string =>
  `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provider "${provider}" do |v|\n    ${line}\n  end\nend\n`
