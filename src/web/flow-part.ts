/** The flowcharts as a script of its own, with all their texts: loaded when the reader comes near them. */
import { flowchart } from './flowchart.ts'

globalThis.virtcolorFlowchart = flowchart
