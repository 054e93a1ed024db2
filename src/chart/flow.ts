/**
 * A flowchart as geometry: boxes in layers from top to bottom, edges bent around the boxes between. Small graphs only; no drawing.
 * The usual four steps: layers by longest path, dummies where an edge crosses a layer, order by barycentres, places by medians.
 */

export interface FlowNode {
  readonly id: string
  readonly width: number
  readonly height: number
}

export interface FlowEdge {
  readonly from: string
  readonly to: string
  readonly label: string
}

export interface PlacedNode extends FlowNode {
  /** Of the centre. */
  readonly x: number
  readonly y: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface PlacedEdge extends FlowEdge {
  /** From the bottom of a box to the top of another, by the gaps between the boxes of the layers in between. */
  readonly points: readonly Point[]
  /** Where the label is centred. */
  readonly labelAt: Point
}

export interface Flow {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

export interface FlowOptions {
  readonly gapX: number
  readonly gapY: number
}

interface Item {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly layer: number
  x: number
}

const SWEEPS = 24

/**
 * Lays out an acyclic graph. Every node but the first has an edge to it.
 * @throws RangeError for a cycle
 */
export function flowOf(nodes: readonly FlowNode[], edges: readonly FlowEdge[], { gapX, gapY }: FlowOptions): Flow {
  const layerOf = layersOf(nodes, edges)
  const items = new Map<string, Item>()
  const layers: Item[][] = []
  const put = (item: Item): void => {
    items.set(item.id, item)
    while (layers.length <= item.layer) layers.push([])
    layers[item.layer]!.push(item)
  }
  for (const node of nodes) put({ ...node, layer: layerOf.get(node.id)!, x: 0 })

  // An edge over several layers becomes a chain of thin items, so that boxes keep clear of it.
  const chains = edges.map((edge, e) => {
    const chain = [edge.from]
    for (let layer = layerOf.get(edge.from)! + 1; layer < layerOf.get(edge.to)!; layer++) {
      const id = `\0${e}.${layer}`
      put({ id, width: THIN, height: 0, layer, x: 0 })
      chain.push(id)
    }
    chain.push(edge.to)
    return chain
  })
  const above = new Map<string, string[]>()
  const below = new Map<string, string[]>()
  const link = (map: Map<string, string[]>, a: string, b: string): void => void (map.get(a)?.push(b) ?? map.set(a, [b]))
  for (const chain of chains) {
    for (let i = 1; i < chain.length; i++) {
      link(below, chain[i - 1]!, chain[i]!)
      link(above, chain[i]!, chain[i - 1]!)
    }
  }
  order(layers, above, below)
  place(layers, items, above, below, gapX)

  const heights = layers.map((layer) => Math.max(...layer.map((i) => i.height)))
  const tops: number[] = []
  let y = 0
  for (const height of heights) {
    tops.push(y)
    y += height + gapY
  }
  const left = Math.min(...[...items.values()].map((i) => i.x - i.width / 2))
  const width = Math.max(...[...items.values()].map((i) => i.x + i.width / 2)) - left
  const centre = (item: Item): Point => ({ x: item.x - left, y: tops[item.layer]! + heights[item.layer]! / 2 })
  const placed = nodes.map((node): PlacedNode => ({ ...node, ...centre(items.get(node.id)!) }))
  return {
    width,
    height: y - gapY,
    nodes: placed,
    edges: edges.map((edge, e) => route(edge, chains[e]!, items, centre, tops, heights)),
  }
}

const THIN = 14

function layersOf(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): Map<string, number> {
  const layer = new Map(nodes.map((n) => [n.id, 0]))
  for (let round = 0; round <= nodes.length; round++) {
    let moved = false
    for (const { from, to } of edges) {
      if (layer.get(to)! > layer.get(from)!) continue
      layer.set(to, layer.get(from)! + 1)
      moved = true
    }
    if (!moved) return layer
  }
  throw new RangeError('the flowchart has a cycle')
}

type Links = ReadonlyMap<string, readonly string[]>

/** Orders each layer by the mean place of its neighbours, downwards and upwards in turn, and keeps the order with the fewest edge intersections. */
function order(layers: Item[][], above: Links, below: Links): void {
  let best = layers.map((l) => [...l])
  let least = crossings(layers, below)
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const down = sweep % 2 === 0
    const range = layers.map((_, i) => (down ? i : layers.length - 1 - i)).slice(1)
    for (const i of range) {
      const other = layers[down ? i - 1 : i + 1]!
      const at = new Map(other.map((item, k) => [item.id, k]))
      const mean = (item: Item, k: number): number => {
        const near = ((down ? above : below).get(item.id) ?? []).map((id) => at.get(id)!)
        return near.length === 0 ? k : near.reduce((a, b) => a + b, 0) / near.length
      }
      const keys = new Map(layers[i]!.map((item, k) => [item.id, mean(item, k)]))
      layers[i]!.sort((a, b) => keys.get(a.id)! - keys.get(b.id)!)
    }
    const now = crossings(layers, below)
    if (now < least) {
      least = now
      best = layers.map((l) => [...l])
    }
  }
  layers.splice(0, layers.length, ...best)
}

function crossings(layers: readonly (readonly Item[])[], below: Links): number {
  let count = 0
  for (let i = 0; i + 1 < layers.length; i++) {
    const at = new Map(layers[i + 1]!.map((item, k) => [item.id, k]))
    const ends = layers[i]!.flatMap((item, k) => (below.get(item.id) ?? []).map((id) => [k, at.get(id)!] as const))
    for (let a = 0; a < ends.length; a++) {
      for (let b = a + 1; b < ends.length; b++) if ((ends[a]![0] - ends[b]![0]) * (ends[a]![1] - ends[b]![1]) < 0) count++
    }
  }
  return count
}

/** Pulls every item to the median of its neighbours, as far as the order and the gaps allow. */
function place(
  layers: readonly (readonly Item[])[],
  items: ReadonlyMap<string, Item>,
  above: Links,
  below: Links,
  gapX: number,
): void {
  const apart = (a: Item, b: Item): number => (a.width + b.width) / 2 + gapX
  for (const layer of layers) {
    let x = 0
    layer.forEach((item, k) => {
      x = k === 0 ? 0 : layer[k - 1]!.x + apart(layer[k - 1]!, item)
      item.x = x
    })
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0
    const indices = layers.map((_, i) => (down ? i : layers.length - 1 - i))
    for (const i of indices) {
      const layer = layers[i]!
      const wish = layer.map((item) => {
        const near = (sweep < SWEEPS / 2 ? [] : [...((down ? below : above).get(item.id) ?? [])]).concat(
          (down ? above : below).get(item.id) ?? [],
        )
        return near.length === 0 ? item.x : near.reduce((sum, id) => sum + items.get(id)!.x, 0) / near.length
      })
      settle(layer, wish, apart)
    }
  }
}

/** The places nearest to what is wished that keep order and distance: neighbours that push each other form a block around their mean. */
function settle(layer: readonly Item[], wish: readonly number[], apart: (a: Item, b: Item) => number): void {
  interface Block {
    items: number[]
    /** Offsets of its items from the first. */
    offsets: number[]
    x: number
  }
  const blocks: Block[] = []
  for (let k = 0; k < layer.length; k++) {
    let block: Block = { items: [k], offsets: [0], x: wish[k]! }
    for (;;) {
      const before = blocks.at(-1)
      if (before === undefined) break
      const lastOffset = before.offsets.at(-1)!
      const distance = apart(layer[before.items.at(-1)!]!, layer[block.items[0]!]!)
      if (before.x + lastOffset + distance <= block.x) break
      blocks.pop()
      const offsets = [...before.offsets, ...block.offsets.map((o) => o + lastOffset + distance)]
      const all = [...before.items, ...block.items]
      block = { items: all, offsets, x: all.reduce((sum, item, i) => sum + wish[item]! - offsets[i]!, 0) / all.length }
    }
    blocks.push(block)
  }
  for (const block of blocks) {
    block.items.forEach((k, i) => {
      layer[k]!.x = block.x + block.offsets[i]!
    })
  }
}

function route(
  edge: FlowEdge,
  chain: readonly string[],
  items: ReadonlyMap<string, Item>,
  centre: (item: Item) => Point,
  tops: readonly number[],
  heights: readonly number[],
): PlacedEdge {
  const points: Point[] = []
  chain.forEach((id, k) => {
    const item = items.get(id)!
    const { x, y } = centre(item)
    const half = item.height / 2
    if (k === 0) points.push({ x, y: y + half })
    else if (k === chain.length - 1) points.push({ x, y: y - half })
    else points.push({ x, y: tops[item.layer]! }, { x, y: tops[item.layer]! + heights[item.layer]! })
  })
  const [a, b] = [points[0]!, points[1]!]
  // Near the far end of the first stretch, where the edges of one box have spread.
  return { ...edge, points, labelAt: { x: a.x + (b.x - a.x) * 0.62, y: a.y + (b.y - a.y) * 0.62 } }
}
