interface Seat {
  personId: string;
  givenName: string;
  familyName: string;
  profession: string | null;
  certified: boolean;
  credits: number;
  presence: { attendedMinutes: number };
}

export interface PersonRecord<S extends Seat> {
  personId: string;
  name: string;
  profession: string | null;
  seats: S[];
  /** Minutes seen present, over all of the person's seats. */
  minutes: number;
  certificates: number;
  credits: number;
}

/** The seats of one institution's people, summed up by person, in the order of the Albanian alphabet by family name. */
export function recordsByPerson<S extends Seat>(seats: readonly S[]): PersonRecord<S>[] {
  const records = new Map<string, PersonRecord<S>>();
  for (const seat of seats) {
    const { personId, givenName, familyName, profession } = seat;
    const name = `${familyName} ${givenName}`;
    const record = records.get(personId) ?? {
      personId,
      name,
      profession,
      seats: [],
      minutes: 0,
      certificates: 0,
      credits: 0,
    };
    record.seats.push(seat);
    record.minutes += seat.presence.attendedMinutes;
    record.certificates += seat.certified ? 1 : 0;
    record.credits += seat.credits;
    records.set(personId, record);
  }
  return [...records.values()].sort((a, b) => a.name.localeCompare(b.name, "sq"));
}
