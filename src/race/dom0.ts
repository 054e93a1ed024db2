/** The dom0 that a race runs in, wherever it is: a place for files, and a shell. */
export interface Dom0 {
  readonly what: 'qemu' | 'xl' | 'ssh'
  /** The folder of this race in dom0. */
  readonly folder: string
  put(name: string, bytes: Uint8Array | string): Promise<void>
  get(name: string): Promise<Buffer>
  /** Runs shell text. @throws Fault when it fails, takes longer than `seconds`, or the other side is gone */
  run(script: string, seconds: number): Promise<string>
  /** What the machine said last, for messages. */
  console(): string
  /** Ends everything that was started there and leaves nothing behind. */
  stop(): Promise<void>
}
