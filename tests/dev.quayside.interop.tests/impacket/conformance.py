"""RemoteRead and qmmgmt, sentence by sentence ([MS-MQRR] 3.1.4, [MS-MQMR] 3.1.4), on impacket's NDR engine."""

import cases_commit
import cases_ending
import cases_handles
import cases_managing
import cases_moving
import cases_opening
import cases_reading
import cases_work
from suite import main

CASES = (cases_opening, cases_handles, cases_reading, cases_ending, cases_moving, cases_work, cases_commit,
         cases_managing)

if __name__ == '__main__':
    main()
