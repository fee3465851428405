// accept: what is accepted becomes a note until its day, and an acceptance that no longer serves is told.
import { expect, test } from 'vitest'
import { found, house, lint } from './house.ts'

const withDns = (accept: string) =>
  house({
    rest: `clients: [{ name: phone, address: 192.168.1.130, dns: [192.168.1.1] }]
accept: [{ code: ${accept} }]`,
  })

test('an accepted finding is a note that says until when and why', () => {
  expect(lint(withDns('GW030, reason: it is only a phone, until: 2027-06-01'))).toMatchObject([
    { code: 'GW030', severity: 'info', why: 'Accepted until 2027-06-01: it is only a phone' },
  ])
})

test('the acceptance ends with its day', () => {
  const text = withDns('GW030, reason: a, until: 2027-06-01')
  expect(lint(text, '2027-06-01').map(({ code, severity }) => `${severity} ${code}`)).toEqual(['info GW030'])
  expect(lint(text, '2027-06-02').map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'warning GW030',
    'warning accept/expired',
  ])
})

test('an expired acceptance of something that is no longer found can go', () => {
  const text = house({ rest: 'accept: [{ code: GW030, reason: a, until: 2026-01-01 }]' })
  expect(lint(text)).toMatchObject([{ code: 'accept/expired', fix: 'Remove it.' }])
})

test.each([
  ['an acceptance of nothing', 'GW001', ['accept/unused 8:18+5']],
  ['a code that no finding has', 'GW999', ['accept/unknown-code 8:18+5']],
  ['a finding about the live machine, of which the file says nothing', 'GW031', []],
])('%s', (_, code, expected) => {
  expect(found(house({ rest: `accept: [{ code: ${code}, reason: a, until: 2027-01-01 }]` }))).toEqual(expected)
})

test('only the accepted code is accepted', () => {
  const text = house({
    egress: '{ adapter: vmbr0, role: egress, address: 192.168.1.2/25 }',
    rest: 'accept: [{ code: GW021, reason: a, until: 2027-01-01 }]\nclients: [{ name: a, address: 192.168.1.129 }]',
  })
  expect(lint(text).map(({ code, severity }) => `${severity} ${code}`)).toEqual(['info GW021', 'error GW014'])
})
