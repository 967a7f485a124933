import { createFakeClock } from './clock.js';
import { createPatientClock } from './patient-clock.js';

test('a patient clock keeps the time and its short waits, and nobody is given up on it', () => {
  const clock = createFakeClock(5);
  const patient = createPatientClock(clock);
  const fired: string[] = [];
  patient.after(1_000, () => fired.push('work'));
  const cancel = patient.after(1_001, () => fired.push('limit'));
  clock.advance(600_000);
  expect([fired, patient.now(), clock.pending()]).toEqual([['work'], 600_005, 1]);
  cancel();
  expect(clock.pending()).toBe(0);
});
