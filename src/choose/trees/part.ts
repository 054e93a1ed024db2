import type { Tree } from '../model.ts'

/** The questions and outcomes of one platform or toolstack within a tree; each leads to others of the whole tree by their ids. */
export type TreePart = Pick<Tree, 'questions' | 'outcomes'>

/** How to check the result where no more exact check is known; `{row}` is the row of the outcome. */
export const ROW = 'run virtcolor in the guest: it shows {row}'
