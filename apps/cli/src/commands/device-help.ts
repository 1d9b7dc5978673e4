/** What people try at the device's control; each fault ends with {"kind":"none"}. */
export const CONTROL_HELP = `Trying faults, by the control (say with --control 127.0.0.1:8639):
  curl -X PUT -H 'content-type: application/json' -d '{"kind":"out-of-paper"}' http://127.0.0.1:8639/control/fault
  PUT /control/fault {"kind": …}, until {"kind":"none"}:
    busy           the device takes no job: whoever prints is told to come again
    out-of-paper   the job in print stands until there is paper; prtAlertTable has a row
    jam            the same, for a sheet that is stuck
    cover-open     the same, for an open cover
    dies           with "page": 3, loses power after the third page of a job; start it again by hand
  PUT /control/scanner-fault {"kind": …}, with --escl:
    feeder-empty, cover-open, busy, silent (answers nothing), jam with "afterSides": 2, slow with "times": 5
  GET  /control/state       lock, counters, faults, feeder
  PUT  /control/lock        {"locked": true} locks its own panel, as a terminal does
  POST /control/walk-up     {"copies": 3} copies at its own panel: 409 while that is locked
  POST /control/feeder      {"sheets": 5, "twoSided": false} puts sheets into the feeder
The control asks nobody who they are: keep it on this machine.`;
