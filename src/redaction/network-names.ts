/** One label of a network name. */
export const LABEL: string = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'

/** Ends of names that nothing but a network name has. Those that also end files (`.so`, `.sh`, `.pl`) are not among them. */
export const NETWORK_ENDS: string =
  'com|net|org|edu|gov|mil|int|info|biz|cloud|local|lan|internal|corp|intra|intranet|home|arpa|localdomain|private|company|systems|network|tech|online|site|xyz|io|dev|de|fr|uk|ch|nl|se|fi|dk|es|cz|eu|ca|au|jp|cn|br|ru|kr|us|pt|hu|gr|ie|nz|za|tr|ua|sg|hk|tw|mx|ar|cl'
