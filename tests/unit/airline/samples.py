"""Baggage messages from public material, verbatim; the source stands beside each."""

# xwiki.avinor.no, IataBagInformationMessage (passenger's name blanked there).
AVINOR_BSM = """BSM
.V/1LOSL
.F/SK4416/05FEB/TOS/C
.N/0117814872001
.S/N/05A/C/051/051//N/I
.W/P/1
.P/XXXXXXXX/XXXXXXX
.E/PRIO
ENDBSM"""

# xwiki.avinor.no, IataBagInformationMessage.
AVINOR_BPM = """BPM
.V/1LOSL
.J/S/BGFUSION/CI621/05FEB/1059L/LB9/LB9
.F/SK4416/05FEB/TOS
.N/0117814872001
.R/DIVERTEDOK
.X//CLR///HBS302/HBSLEVEL1
ENDBPM"""

# Public copies of RP 1745 feeds at Taipei.
TPE_BPM_LOADED = """BPM
.V/1LTPE
.J/R///18APR/105210L/TIAT2/
.F/OZ0712/18APR/ICN/Y
.U/AKE25219OZ/TPE/X/Y/ICN///
.N/0988401338001
.Q/005
.S/Y/25K/C/158/158//N
.W/K/2/20
.P/LU/CHINMEIMS
ENDBPM"""

TPE_BPM_UNSEEN = """BPM
.V/1LTPE
.J/R///18APR/002903L/TIAT2/
.F/BR0026/17APR/SEA/Y
.B/UNS/0695463055001
.I/BR0266/17APR/PNH/Y
.S/Y/70D/C/080/080//Y/A
.W/K/1/17
.P/ROS/SARAMONICH
ENDBPM"""

# dokumen.site / pdfcoffee copies of RP 1745.
BSM_CHG = """BSM
CHG
.V/1LZRH////123ABC456Z
.F/SR101/18APR/JFK/C
.N/0085123457001
.S/N
ENDBSM"""

BTM_DEL = """BTM
DEL
.V/1TJFK////123ABC4567
.I/SR101/18APR/JFK/C
.F/DL671/18APR/ATL/C
.N/0085123457001
ENDBTM"""

BCM_BAM = """BCM
BAM
.V/1LFRA
.A/BA2190164/BSM DEL/ACK
ENDBCM"""

BCM_FOM = """BCM
FOM
.V/1LMUC
.F/LH2860/29JAN/BUD
ENDBCM"""

BRQ = """BRQ
.V/1LJFK
.F/LH401/18APR/FRA/Y
.N/4220168055
.H/T4/GREEN/K150
.E/TGRQ
.M/4220168055/X/E200341201324FC0A003760E18454254
ENDBRQ"""

# Same source; the printed copy has lost the flights and the tag numbers (here ###), so it cannot be applied.
TWO_PASSENGERS_BLANKED = """BSM
.V/1TZRH
.F/###/18APR/JFK/F
.I/AZ318/18APR/FCO/J
.N/##########002
.N/##########001
.S/Y/3A/C
.P/SMITH/TOM
.L/XY1C3P
.T/321A4C
.F/###/18APR/JFK/F
.O/DL671/18APR/ATL/C
.O/DL281/18APR/MYS/C
.P/BROWN/JIM
.L/SAB4KP
.T/321A44
ENDBSM"""

# The same with the blanks filled in by us, and a tag for the second passenger.
TWO_PASSENGERS = (
    TWO_PASSENGERS_BLANKED.replace("###/", "SR100/")
    .replace("##########002", "0085123456002")
    .replace("##########001", "0085123460001")
    .replace(".P/BROWN", ".N/0085123470001\n.P/BROWN")
)

# A real message with a 14-digit tag and a part number on a BSM: to be quarantined, not guessed.
ADDIS_BSM = """BSM
.V/1TADD/PART1
.I/ET2619/13JAN/BKK
.F/LH599/13JAN/FRA/X
.N/02207501805003
.W/K/3/59
.P/KANTOR/INGELINTMRS
.L/BBVBEU
ENDBSM"""

ISTANBUL_PART = """BPM
.V/1LIST/PART1
.J/S///18MAR/145625L/RECBSM
.F/LH1301/18MAR/FRA/M
.N/0220415965001
.N/0220415964001
ENDPART1"""

# Round-trip test of a Go library; the source letter is missing from .V.
BUM = """BUM
.V/1LHR
.F/BA0119/26NOV/JFK
.N/0125123456001
.P/SMITH/JOHN
.X/RUSH BA0117
ENDBUM"""

VALID = {
    "avinor_bsm": AVINOR_BSM,
    "avinor_bpm": AVINOR_BPM,
    "tpe_loaded": TPE_BPM_LOADED,
    "tpe_unseen": TPE_BPM_UNSEEN,
    "bsm_chg": BSM_CHG,
    "btm_del": BTM_DEL,
    "bcm_bam": BCM_BAM,
    "bcm_fom": BCM_FOM,
    "brq": BRQ,
    "two_passengers": TWO_PASSENGERS,
    "istanbul_part": ISTANBUL_PART,
    "bum": BUM,
}
