/** A packed file is not what it says; `cut` when it merely ends too early. The message tells what is wrong, and where. */
export class DamageError extends Error {
  readonly cut: boolean
  constructor(message: string, cut: boolean = false) {
    super(message)
    this.cut = cut
  }
}
