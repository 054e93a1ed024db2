/** Labels in other languages, as util-linux translates them: https://github.com/util-linux/util-linux/tree/master/po */
const TRANSLATED: readonly (readonly [english: string, translations: string])[] = [
  ['Architecture', 'Architektur|Arquitectura|Arquitetura|Архитектура|架构|アーキテクチャ|Architektura'],
  ['CPU(s)', 'Processeur(s)|CPU'],
  [
    'Hypervisor vendor',
    "Hypervisor-Anbieter|Constructeur d'hyperviseur|Fabricante del hipervisor|Fabricante do hipervisor|Разработчик гипервизора|超管理器厂商|ハイパーバイザのベンダー|Producent hipernadzorcy",
  ],
  [
    'Virtualization type',
    'Virtualisierungstyp|Type de virtualisation|Tipo de virtualización|Tipo de virtualização|Тип виртуализации|虚拟化类型|仮想化タイプ|Typ wirtualizacji',
  ],
  ['Hypervisor', 'Hyperviseur|Hipervisor|Гипервизор|超管理器|ハイパーバイザ|Hipernadzorca'],
  ['Model name', 'Modellname|Nom de modèle|Nombre del modelo|Nome do modelo|Имя модели|型号名称|モデル名|Nazwa modelu'],
  [
    'BIOS Model name',
    'BIOS-Modellname|Nom de modèle BIOS|Nombre del modelo de BIOS|Nome do modelo da BIOS|BIOS 型号名称|BIOS モデル名|Nazwa modelu wg BIOS',
  ],
  ['Flags', 'Markierungen|Drapeaux|Indicadores|Opções|Флаги|标记|フラグ|Flagi'],
  [
    'Vendor ID',
    'Anbieterkennung|Identifiant constructeur|ID de fabricante|ID de fornecedor|ID прроизводителя|厂商 ID|ベンダー ID|ID producenta',
  ],
  [
    'CPU family',
    'Prozessorfamilie|Famille de processeur|Familia de CPU|Família da CPU|Семейство ЦПУ|CPU 系列|CPU ファミリー|Rodzina CPU',
  ],
  [
    'Byte Order',
    'Byte-Reihenfolge|Boutisme|Orden de los bytes|Ordem dos bytes|Порядок байт|字节序|バイト順序|Kolejność bajtów',
  ],
  [
    'Thread(s) per core',
    'Thread(s) pro Kern|Thread(s) par cœur|Hilo(s) de procesamiento por núcleo|Thread(s) per núcleo|每个核的线程数|コアあたりのスレッド数|Wątków na rdzeń',
  ],
]
/** Its words for the kinds of virtualization. */
const TYPES: ReadonlyMap<string, string> = new Map(
  ['voll', 'complet', 'lleno', 'completo', 'полный', '完全', '完全仮想化', 'pełna']
    .map((word): [string, string] => [word, 'full'])
    .concat(['neben', '半', '準仮想化'].map((word): [string, string] => [word, 'para'])),
)

const LABELS: ReadonlyMap<string, string> = new Map(
  TRANSLATED.flatMap(([english, all]) => all.split('|').map((label): [string, string] => [label, english])),
)
/** Labels of which a text in another language has one: of `ENOUGH` of them, no more than one is that of the number of processors. */
export const TRANSLATIONS: readonly string[] = [...LABELS].flatMap(([label, english]) => (english === 'CPU(s)' ? [] : [label]))
const COLON = /[:：]/
/** Longer lines are no lscpu; its flags take a few thousand characters. */
const LONGEST = 20_000
/** Labels that are enough to know a text as lscpu's. */
const ENOUGH = 3

/** lscpu's output with the labels that it has in English, line for line; undefined where a text is not lscpu's in another language. */
export function inEnglish(text: string): string | undefined {
  const found = new Set<string>()
  const lines = text.split('\n', 10_000).map((line) => {
    const at = line.length > LONGEST ? -1 : line.search(COLON)
    const name = at < 0 ? '' : line.slice(0, at)
    const label = LABELS.get(name.trim())
    const rest = line.slice(at + 1)
    const value = rest.trim()
    if (label === undefined || value === '') return line
    found.add(label)
    const indent = name.slice(0, name.length - name.trimStart().length)
    const gap = rest.slice(0, rest.length - rest.trimStart().length)
    return `${indent}${label}:${gap}${label === 'Virtualization type' ? (TYPES.get(value) ?? value) : value}`
  })
  return found.size >= ENOUGH ? lines.join('\n') : undefined
}
