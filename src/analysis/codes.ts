// The codes of the forwarding model (forwarding.md, section 4): those of the file and those of the live machine.

const CODES = [
  ...['GW001', 'GW002', 'GW003', 'GW004', 'GW005', 'GW006', 'GW007'],
  ...['GW010', 'GW011', 'GW012', 'GW013', 'GW014'],
  ...['GW020', 'GW021', 'GW022', 'GW023', 'GW024', 'GW025'],
  ...['GW030', 'GW031', 'GW032', 'GW033'],
  ...['GW040', 'GW041', 'GW042', 'GW043', 'GW044'],
  ...['GW050', 'GW051', 'GW052', 'GW053'],
]

export function isCodeOfModel(code: string): boolean {
  return CODES.includes(code)
}
