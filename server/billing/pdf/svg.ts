/**
 * A logo drawn as SVG, as shapes: filled and stroked paths, rectangles, circles, lines, groups and their transforms. What a logo
 * may hold besides (text, gradients, pictures, style sheets) is refused by name rather than drawn wrong.
 */
import { create } from 'xmlbuilder2'
import { INK } from './look.ts'
import type { Pen } from './pen.ts'

type Attributes = Record<string, string>
export type Shape = { name: string; attributes: Attributes; children: Shape[] }
export type Drawing = { x: number; y: number; width: number; height: number; shapes: Shape[] }
type Doc = Pen['doc']

const GROUPS = new Set(['svg', 'g'])
const DRAWN = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'])
/** Says something of the picture, and draws nothing. */
const SILENT = new Set(['title', 'desc', 'metadata', 'defs', 'namedview'])
const ELEMENT_NODE = 1

const number = (of: Attributes, name: string, otherwise = 0): number => {
  const value = Number.parseFloat(of[name] ?? '')
  return Number.isFinite(value) ? value : otherwise
}
const numbers = (text: string): number[] => (text.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number)

/** `style="fill:#123"` says the same as `fill="#123"`, and wins. */
function attributesOf(element: { attributes: Iterable<{ name: string; value: string }> }): Attributes {
  const own = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  const style = (own.style ?? '').split(';').map(part => part.split(':').map(side => side.trim()))
  return { ...own, ...Object.fromEntries(style.filter(part => part.length === 2)) }
}

type Node = { nodeType: number; localName?: string | null; childNodes: Iterable<Node> }

function shapeOf(node: Node): Shape[] {
  const name = node.localName ?? ''
  if (node.nodeType !== ELEMENT_NODE || SILENT.has(name)) return []
  if (!GROUPS.has(name) && !DRAWN.has(name)) throw new Error(`it has <${name}>; export it as plain paths`)
  const attributes = attributesOf(node as unknown as Parameters<typeof attributesOf>[0])
  return [{ name, attributes, children: [...node.childNodes].flatMap(shapeOf) }]
}

export function readSvg(text: string): Drawing {
  const [root] = shapeOf(create(text).root().node as unknown as Node)
  if (root?.name !== 'svg') throw new Error('it is no SVG picture')
  const { attributes, children } = root
  const [x = 0, y = 0, width = number(attributes, 'width'), height = number(attributes, 'height')] = numbers(
    attributes.viewBox ?? '',
  )
  if (!(width > 0) || !(height > 0)) throw new Error('it has neither viewBox nor size')
  return { x, y, width, height, shapes: children }
}

function transform(doc: Doc, text: string): void {
  for (const [, kind, inside = ''] of text.matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const [a = 0, b, c, d = 0, e = 0, f = 0] = numbers(inside)
    if (kind === 'matrix') doc.transform(a, b ?? 0, c ?? 0, d, e, f)
    else if (kind === 'translate') doc.translate(a, b ?? 0)
    else if (kind === 'scale') doc.scale(a, b ?? a)
    else if (kind === 'rotate') doc.rotate(a, { origin: [b ?? 0, c ?? 0] })
    else throw new Error(`it is turned by ${kind}(); export it as plain paths`)
  }
}

const pairs = (points: string): [number, number][] => {
  const all = numbers(points)
  return Array.from({ length: Math.floor(all.length / 2) }, (_, i) => [all[2 * i] ?? 0, all[2 * i + 1] ?? 0])
}

function outline(doc: Doc, { name, attributes: of }: Shape): void {
  const at = (key: string): number => number(of, key)
  if (name === 'path') doc.path(of.d ?? '')
  else if (name === 'rect') {
    const round = number(of, 'rx', at('ry'))
    if (round > 0) doc.roundedRect(at('x'), at('y'), at('width'), at('height'), round)
    else doc.rect(at('x'), at('y'), at('width'), at('height'))
  } else if (name === 'circle') doc.circle(at('cx'), at('cy'), at('r'))
  else if (name === 'ellipse') doc.ellipse(at('cx'), at('cy'), at('rx'), at('ry'))
  else if (name === 'line') doc.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'))
  else {
    for (const [i, [x, y]] of pairs(of.points ?? '').entries()) {
      if (i === 0) doc.moveTo(x, y)
      else doc.lineTo(x, y)
    }
    if (name === 'polygon') doc.closePath()
  }
}

/** What paints is inherited; what places is not. */
const PAINT = ['fill', 'stroke', 'stroke-width', 'fill-rule', 'stroke-linecap', 'stroke-linejoin', 'color']

const colour = (text: string | undefined): string | null => {
  if (text === undefined || text === 'none' || text === 'transparent') return null
  if (text.startsWith('url')) throw new Error('it has gradients or patterns; export it in plain colours')
  return text === 'currentColor' ? INK : text
}

function paint(doc: Doc, shape: Shape, of: Attributes): void {
  const fill = colour(of.fill ?? INK)
  const stroke = colour(of.stroke)
  if (fill === null && stroke === null) return
  // Colours first: between a path and its painting PDF allows no other operator (ISO 32000-1 8.2).
  if (fill !== null) doc.fillColor(fill)
  if (stroke !== null) doc.strokeColor(stroke)
  doc.lineWidth(number(of, 'stroke-width', 1))
  if (of['stroke-linecap'] === 'round') doc.lineCap('round')
  if (of['stroke-linejoin'] === 'round') doc.lineJoin('round')
  outline(doc, shape)
  const rule = of['fill-rule'] === 'evenodd' ? 'even-odd' : 'non-zero'
  if (fill === null) doc.stroke()
  else if (stroke === null) doc.fill(rule)
  else doc.fillAndStroke(undefined, undefined, rule)
}

function drawShape(doc: Doc, shape: Shape, inherited: Attributes): void {
  const own = Object.fromEntries(Object.entries(shape.attributes).filter(([name]) => PAINT.includes(name)))
  const of = { ...inherited, ...own }
  if (shape.attributes.display === 'none') return
  doc.save()
  transform(doc, shape.attributes.transform ?? '')
  if (GROUPS.has(shape.name)) for (const child of shape.children) drawShape(doc, child, of)
  else paint(doc, shape, of)
  doc.restore()
}

/** As large as it may be, in its own proportions, from the top left. */
export function drawSvg(
  doc: Doc,
  drawing: Drawing,
  left: number,
  top: number,
  most: { width: number; height: number },
): void {
  const scale = Math.min(most.width / drawing.width, most.height / drawing.height)
  doc.save().translate(left, top).scale(scale).translate(-drawing.x, -drawing.y)
  for (const shape of drawing.shapes) drawShape(doc, shape, {})
  doc.restore()
}
