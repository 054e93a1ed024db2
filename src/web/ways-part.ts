/** The ways of operations as a script of its own, which the page loads when somebody opens them. */
import { drawWays } from './ways.ts'

globalThis.virtcolorWays = drawWays
