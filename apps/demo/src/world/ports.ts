/** Every port of the demonstration, from its first; one row a device. */
export interface DemoPorts {
  readonly startPage: number;
  readonly console: number;
  /** Where the server itself listens, and where the cable's ends for the terminals are. */
  readonly gateway: number;
  readonly enrolment: number;
  readonly cableToGateway: number;
  readonly cableToEnrolment: number;
  /** The server's queues. */
  readonly ipp: number;
  readonly device: (index: number) => DevicePorts;
}

export interface DevicePorts {
  readonly panel: number;
  readonly queue: number;
  readonly printer: number;
  readonly escl: number;
  /** UDP. */
  readonly snmp: number;
  /** Faults and the device's own buttons. */
  readonly control: number;
}

const FIRST_DEVICE = 10;
const PER_DEVICE = 10;

/** `--port-base 8400`: start page 8400, console 8401 …, first device from 8410. */
export function portsFrom(base: number): DemoPorts {
  return {
    startPage: base,
    console: base + 1,
    gateway: base + 2,
    enrolment: base + 3,
    cableToGateway: base + 4,
    cableToEnrolment: base + 5,
    ipp: base + 6,
    device: (index) => {
      const first = base + FIRST_DEVICE + PER_DEVICE * index;
      return {
        panel: first,
        queue: first + 1,
        printer: first + 2,
        escl: first + 3,
        snmp: first + 4,
        control: first + 5,
      };
    },
  };
}
