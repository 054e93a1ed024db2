/** The flowcharts with all their texts as a separate script, which loads when they scroll into view. */
import { flowchart } from './flowchart.ts'

globalThis.virtcolorFlowchart = flowchart
