/** The catalogue as a separate script, which loads when the reader opens it: with its table it is a fifth of the page. */
import { catalogue } from './catalogue.ts'

globalThis.virtcolorCatalogue = catalogue
