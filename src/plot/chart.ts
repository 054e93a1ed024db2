/** A figure and how sure it is: a dot with its interval. */
export interface Point {
  /** Names the line on which it stands: what was measured, or a mode. Lines come in the order of their first point. */
  readonly row: string
  /** One of the chart's series: colour and shape. */
  readonly series: string
  /** 0 or more; 0 stands at the left edge, which a logarithmic axis never reaches. */
  readonly value: number
  readonly low?: number
  readonly high?: number
  /** Drawn hollow: shown, but not claimed. */
  readonly open?: boolean
  /** What is printed at the right of the line. */
  readonly label?: string
  /** Shown on hover over the dot, in addition to row, series and value. */
  readonly note?: string
}

/** The part of a row's axis within which differences are not significant, drawn behind the points. */
export interface Band {
  readonly row: string
  readonly low: number
  readonly high: number
}

/** One of the small multiples: rows under a heading. */
export interface Panel {
  readonly title: string
  readonly points: readonly Point[]
  readonly bands?: readonly Band[]
}

/** Dots and intervals on a logarithmic axis, small multiples below each other. */
export interface Chart {
  readonly title: string
  readonly subtitle?: string
  /** What the axis shows, with its unit where `format` says none. */
  readonly axis: string
  /** A value as text, for ticks and titles. */
  readonly format: (value: number) => string
  /** In the order of the legend, which is drawn when there is more than one. */
  readonly series: readonly string[]
  /** A line through all panels, such as 1 for ratios. */
  readonly reference?: { readonly value: number; readonly label: string }
  readonly panels: readonly Panel[]
  /** Every panel has its own axis; otherwise all share one. */
  readonly apart?: boolean
  /** Lines below the last panel. */
  readonly notes?: readonly string[]
}
