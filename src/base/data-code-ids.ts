/**
 * The codes of what `fluxion/runtime` can report, apart from what is said about them: a page that only
 * fits a model does not load those texts.
 */
export const dataCodeIds = {
  missingColumn: 'FX501',
  missingCell: 'FX502',
  notANumber: 'FX503',
  outsideDomain: 'FX504',
  tooManyLevels: 'FX505',
  unequalLengths: 'FX506',
  wrongCellShape: 'FX507',
  noRows: 'FX508',
  noWeight: 'FX509',
  wrongMapping: 'FX510',
  unknownLevel: 'FX511',
  moreValues: 'FX512',
  unknownHyper: 'FX520',
  wrongHyper: 'FX521',
  missingParameter: 'FX530',
  unknownParameter: 'FX531',
  wrongParameterShape: 'FX532',
  outsideParameterDomain: 'FX533',
  unknownOptimizer: 'FX540',
  wrongFitOption: 'FX541',
  batchesForFullBatch: 'FX542',
  foreignState: 'FX543',
} as const;

export type DataCodeName = keyof typeof dataCodeIds;
