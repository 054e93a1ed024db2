import type { Tree } from '../model.ts'

/** The questions and outcomes of one platform or toolstack within a tree; each leads to others of the whole tree by their ids. */
export type TreePart = Pick<Tree, 'questions' | 'outcomes'>

/** How to see that it worked, where nothing more exact is to be said. */
export const ROW = 'virtcolor on the booted guest: the row of colours has to be the one above'
