import { main } from './main.ts'
import { end, io } from './process.ts'

void main(process.argv.slice(2), io).then(end)
