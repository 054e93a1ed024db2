/** What each command does, in one line: for the list of commands, its own help, the manual page and completions. */
export const SUMMARIES = {
  why: 'show the rules and lines of evidence behind one answer',
  advise: 'what to change, the expected gain, and the proof',
  explain: 'explain a term (PVHVM, VS, event channel) or a rule',
  spectrum: 'the chart of all modes, with this machine marked',
  ways: 'how often an operation causes an exit from the guest, in each mode',
  capture: "collect this machine's evidence into an archive",
  collector: 'a script that collects evidence on machines without Node.js',
  lint: 'find emulated devices and outdated or misspelt settings in VM definitions',
  drift: 'compare a VM definition with the running machine',
  choose: 'which mode, type and devices to choose for a guest',
  catalog: 'EC2 instance types, with the colours of each',
  serve: 'show the report as a web page, on 127.0.0.1 only',
  race: 'run one guest in every Xen mode and count its VM exits',
  measure: 'time what each component costs on this machine',
  compare: 'compare measurements; name only significant differences',
  completion: 'completion script for bash, zsh or fish',
} as const
