import type { courtEn } from './court-en.ts';

/** Italian of a decision's part about being beaten and struck. */
export const courtIt: Readonly<Record<keyof typeof courtEn, string>> = {
  'beaten.title': 'È stato battuto, posso batterlo?',
  'beaten.notYet': 'Nessuno l’ha battuto',
  'beaten.stands': 'Vale ora',
  'beaten.by': '{name} ha battuto {before} con un piano da {hours} ore-veicolo',
  'beaten.exact': 'Conto e campione',
  'beaten.author': 'Autore',
  'beaten.sample': 'Impronta del campione',
  'beaten.struck': 'Annullata',
  'beaten.struckWhy': 'Non ha più effetto. Causa: {cause}',
  'beaten.sentence':
    'Per {window} dopo la registrazione, chiunque sia iscritto può mostrare un piano strettamente migliore. Non decide un voto: un contratto valuta entrambi i piani, e vale il migliore, con il nome di chi l’ha trovato. Il meglio possibile dimostrato, più sopra, dice quanto potrebbe guadagnare al massimo un piano migliore.',
  'beaten.until': 'Fine del periodo:',

  'court.beat': 'Battilo',
  'court.strike': 'Questa energia è sbagliata',
  'court.unnamed': 'Qualcuno senza nome pubblico',
  'court.claims': 'Rivendicazioni e dubbi',
  'court.claimBy': 'Rivendicazione {id} di {name}, che non ha ancora mostrato il piano',
  'court.claimOf': 'Rivendicazione {id} di {name}: un piano da {hours} ore-veicolo',
  'court.doubtBy': 'Dubbio {id} di {name}: il piano registrato viene valutato sul registro',
  'court.waits.reveal': 'va mostrato entro {until}',
  'court.waits.scoring': '{scored} pezzi su {chunks} del modello sono valutati; da finire entro {until}',
  'court.waits.doubt': '{scored} pezzi su {chunks} del modello sono valutati',
  'court.found': 'la corte ha trovato {hours} ore-veicolo',
  'court.foundBroken': 'la corte ha trovato una regola violata',
  'court.state.NONE': 'Sconosciuto',
  'court.state.COMMITTED': 'Annunciata',
  'court.state.REVEALED': 'In valutazione',
  'court.state.UPHELD': 'Vera',
  'court.state.REFUTED': 'Falsa',
  'court.state.SUPERSEDED': 'Superata',
  'court.state.LAPSED': 'Troppo tardi',
  'court.state.CONFIRMED': 'Come registrato',
  'court.state.STRUCK': 'Annullata dalla corte',
  'court.step.reading': 'Lettura della decisione e costruzione del suo modello …',
  'court.step.goingOn': 'Il caso {id} continua …',
  'court.step.committing': 'Annuncio della rivendicazione …',
  'court.step.storing': 'Deposito della parte {part} di {of} del piano …',
  'court.step.revealing': 'Il piano viene mostrato …',
  'court.step.doubting': 'Apertura del dubbio …',
  'court.step.scoring': 'La corte valuta la parte {part} di {of} …',
  'court.step.done': 'È sul registro.',
  'court.signed': 'Che cosa è stato firmato, chiamata {number}',

  'beat.lead':
    'Porta un piano in un file, o lascia cercare questo browser. Prima viene valutato qui, e non si invia nulla se non è strettamente migliore.',
  'beat.file': 'File del campione',
  'beat.file.hint':
    'Il file sample.json che scrive “npm run solve -- MODEL --out FOLDER”, o un JSON con “bits”, “choices” o “sample”.',
  'beat.search': 'Cerca in questo browser per {seconds} s',
  'beat.stop': 'Ferma e tieni il migliore',
  'beat.working': 'Costruzione del modello, ricerca e valutazione, qui in questo browser …',
  'beat.searched': 'La ricerca è finita.',
  'beat.better':
    'Questo piano costa {hours} ore-veicolo; quello che vale ne costa {standing}. Ne risparmia altre {saved}: lo puoi rivendicare.',
  'beat.noBetter':
    'Questo piano costa {hours} ore-veicolo; quello che vale ne costa {standing}. Non è migliore, quindi non c’è nulla da rivendicare.',
  'beat.how':
    'Firmi almeno due volte: prima un annuncio sigillato, così nessuno può copiare il piano; poi il piano stesso, che la corte valuta. Piano e sigillo restano nella memoria di questo browser fino alla fine, così si può continuare dopo aver ricaricato. Non sono chiavi, ma chi li leggesse vedrebbe il tuo piano in anticipo.',
  'beat.claim': 'Firma e rivendica',
  'beat.begun': 'In questo browser hai iniziato una rivendicazione su questa decisione. “Battilo” la continua.',
  'beat.goOn':
    'In questo browser è iniziata una tua rivendicazione. Firma di nuovo e continua da dove si era fermata: ciò che è già sul registro non si ripete.',
  'beat.forget': 'Dimentica qui questa rivendicazione',
  'beat.upheld': 'Ora vale il tuo piano, con il tuo nome.',
  'beat.refuted':
    'La corte non ha accolto questa rivendicazione. Il tuo conto non può più rivendicare nulla su questa decisione.',
  'beat.superseded': 'La tua rivendicazione è vera, ma vale già un piano altrettanto buono.',
  'beat.lapsed': 'Il tempo per mostrare o valutare questa rivendicazione era finito.',

  'strike.lead':
    'Se pensi che il piano registrato non costi quanto registrato, o violi una regola, fallo valutare dal registro. Se hai ragione, la decisione è annullata; se no, è confermata, e a te non succede nulla. Le verifiche più sotto te lo dicono prima.',
  'strike.struck': 'Hai ragione: la decisione è annullata.',
  'strike.confirmed': 'Il piano registrato è come registrato: la decisione resta valida.',

  'audited.beaten': 'Battuta da',
  'audited.struck': 'Annullata',
  'audited.cause': 'Causa',
  'audited.found': 'Che cosa ha trovato la corte',
  'error.SAMPLE_NOT_BETTER': 'Questo piano non è strettamente migliore di quello che vale.',
  'error.SAMPLE_NOT_BETTER.advice': 'Forse qualcuno è stato più veloce. Cerca ancora dal piano che vale ora.',
  'error.SAMPLE_FILE_MALFORMED': 'Questo file non è un campione.',
  'error.SAMPLE_FILE_MALFORMED.advice':
    'Scegli il file sample.json che il risolutore ha scritto per il modello di questa decisione.',
  'error.SAMPLE_LENGTH': 'Il campione non ha un bit per ogni variabile di questo modello.',
  'error.SAMPLE_LENGTH.advice': 'Scegli un campione del modello di questa decisione.',
  'error.SAMPLE_NOT_ONE_HOT': 'Il campione non sceglie esattamente un percorso per ogni gruppo di guidatori.',
  'error.SAMPLE_NOT_ONE_HOT.advice': 'Scegli un campione del modello di questa decisione; nulla è stato inviato.',
  'error.MODEL_ROOT_MISMATCH': 'Il modello registrato non segue dall’istantanea.',
  'error.MODEL_ROOT_MISMATCH.advice': 'Nessuna corte può giudicarlo: solleva invece un’obiezione alla decisione.',
  'error.MODEL_NOT_SEARCHABLE': 'Questo browser non sa cercare in questo tipo di modello.',
  'error.MODEL_NOT_SEARCHABLE.advice': 'Usa “npm run solve” e porta il suo file.',
};
