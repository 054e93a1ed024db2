/** The dom0 of a race, local, remote or in QEMU: a folder for files, and a shell. */
export interface Dom0 {
  readonly what: 'qemu' | 'xl' | 'ssh'
  /** The folder of this race in dom0. */
  readonly folder: string
  put(name: string, bytes: Uint8Array | string): Promise<void>
  get(name: string): Promise<Buffer>
  /**
   * Runs shell text.
   * @param seconds of those in which that machine could work, where that can be known: an emulator that waits for a CPU loses none
   * @throws Fault when it fails, takes longer, or the other side is gone
   */
  run(script: string, seconds: number): Promise<string>
  /** What the machine said last, for messages. */
  console(): string
  /** Whether the machine itself is gone, so that no guest of it can go on. */
  dead?(): boolean
  /** Ends everything that was started there and leaves nothing behind. */
  stop(): Promise<void>
}
