/** The catalogue as a script of its own, which the page loads when somebody opens it: with its table it is a fifth of the page. */
import { catalogue } from './catalogue.ts'

globalThis.virtcolorCatalogue = catalogue
