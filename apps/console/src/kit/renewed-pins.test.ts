import { expect, test } from 'vitest';
import { renewedPinsCsv } from './renewed-pins.ts';

test('[B9l] renewed PINs go into a file that no spreadsheet takes for formulas', () => {
  const rows = [
    { userName: 'anna', fullName: 'Ek, "Anna"', pin: '048213' },
    { userName: '=cmd', fullName: '', pin: '719305' },
  ];
  expect(renewedPinsCsv(rows)).toBe('\uFEFFUSERNAME,FULLNAME,PIN\r\nanna,"Ek, ""Anna""",048213\r\n\'=cmd,,719305\r\n');
});
