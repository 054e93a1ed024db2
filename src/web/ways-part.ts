/** The paths of operations as a separate script, which loads when the reader opens them. */
import { drawWays } from './ways.ts'

globalThis.virtcolorWays = drawWays
