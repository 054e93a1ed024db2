import type { Asker } from '../choose/interview.ts'

/** Asks on the terminal. Ctrl-C or the end of input is "no answer", not an error. */
export const asker: Asker = async (message, choices, hint, position) => {
  const { select } = await import('@inquirer/prompts')
  try {
    return await select({
      message: position === undefined ? message : `(${position.number} of at most ${position.most}) ${message}`,
      ...(position !== undefined && { default: position.selected }),
      choices: choices.map((c) => ({ ...c, ...(hint === '' ? {} : { description: `find out: ${hint}` }) })),
      pageSize: 20,
    })
  } catch (error) {
    if (error instanceof Error && /^(ExitPromptError|AbortPromptError|CancelPromptError)$/.test(error.name)) return undefined
    throw error
  }
}
