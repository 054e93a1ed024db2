import { parseHTML } from 'linkedom/worker'

/** A document to draw in where there is no browser. Nothing in it is fetched or run. */
export function makeDocument(): Document {
  return parseHTML('<!doctype html><html></html>').document as unknown as Document
}
