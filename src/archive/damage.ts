/** A packed file is damaged; `cut` when it only ends too early. The message names the error and its place. */
export class DamageError extends Error {
  readonly cut: boolean
  constructor(message: string, cut: boolean = false) {
    super(message)
    this.cut = cut
  }
}
