"""Published series of numbers, as facts.

SICILY_*: acute coronary episodes a month, January 2002 to November 2006, and the standardised
population; smoking was banned in January 2005 (position 36). Lopez Bernal, Cummins and Gasparrini
(2017), International Journal of Epidemiology 46, supplementary data.
POLIO: poliomyelitis cases in the United States a month, 1970 to 1983. Zeger (1988), Biometrika 75.
FLOW: flow rate of 10 batches. NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
TYRES: diameters of steel belts. SAS/QC User's Guide, MACONTROL procedure, example 9.4.
LUTEINISING: a hormone every 10 minutes. Diggle (1990), Time Series; R's datasets package, lh.
YIELDS: yields of a batch chemical process, series F. Box, Jenkins and Reinsel (1994).
EXTRA_SLEEP_*: additional hours of sleep of ten patients under two drugs. Student (1908).
MAIZE_*: heights in inches of 15 pairs of maize plants. Darwin (1876); Fisher (1935).
ZARR13: see the NIST handbook, 1.3.5.2; only its size, mean and standard deviation are needed.
DOWNS_*: cases and live births by age of mother, birth order 5 and over, Michigan 1950 to 1964, and
all births as the standard. Stark and Mantel (1966); Fleiss (1981), table 14.4.
"""

from __future__ import annotations

SICILY_BAN = 36
# fmt: off
SICILY_EPISODES = [
    728, 659, 791, 734, 757, 726, 760, 740, 720, 814, 795, 858, 887, 766, 851, 769, 781, 756, 766, 752,
    765, 831, 879, 928, 914, 808, 937, 840, 916, 828, 845, 818, 860, 839, 887, 886, 831, 796, 833, 820,
    877, 758, 767, 738, 781, 843, 850, 908, 1021, 859, 976, 888, 962, 838, 810, 876, 843, 936, 912,
]
SICILY_POPULATION = [
    379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2, 378485.6,
    375955.5, 378349.7, 376762.4, 379032.3, 379360.4, 376162.0, 377972.4, 381830.7, 379888.6, 380872.2,
    380966.9, 381240.4, 382104.9, 381802.7, 381656.3, 383680.0, 383504.2, 386462.9, 383783.1, 380836.8,
    383483.0, 380906.2, 382926.8, 384052.4, 384449.6, 383428.4, 388153.2, 388373.2, 386470.1, 386033.2,
    383686.4, 385509.3, 385901.9, 386516.6, 388436.5, 383255.2, 390148.7, 385874.9, 391613.6, 391750.4,
    394005.6, 391364.9, 391664.6, 389022.3, 391878.5, 388575.3, 392989.0, 390018.8, 390712.3,
]
POLIO = [
    0, 1, 0, 0, 1, 3, 9, 2, 3, 5, 3, 5, 2, 2, 0, 1, 0, 1, 3, 3, 2, 1, 1, 5, 0, 3, 1, 0, 1, 4, 0, 0, 1, 6,
    14, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 2, 0, 1, 0, 1, 0, 0, 1, 2,
    0, 0, 1, 2, 0, 3, 1, 1, 0, 2, 0, 4, 0, 2, 1, 1, 1, 1, 0, 1, 1, 0, 2, 1, 3, 1, 2, 4, 0, 0, 0, 1, 0, 1,
    0, 2, 2, 4, 2, 3, 3, 0, 0, 2, 7, 8, 2, 4, 1, 1, 2, 4, 0, 1, 1, 1, 3, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0,
    0, 0, 1, 2, 0, 2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 2, 0, 0, 1, 2, 0, 1, 0, 0, 0, 1, 2, 1, 0, 1, 3, 6,
]
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
TYRES = [
    24.05, 23.99, 23.95, 23.93, 23.97, 24.02, 24.06, 24.10, 23.98, 24.03, 23.91, 24.06, 24.06, 23.96, 23.98,
    24.06, 24.01, 24.00, 23.93, 23.92, 24.09, 24.11, 24.05, 23.98, 23.98, 24.06, 24.02, 24.06, 23.97, 23.96,
]
LUTEINISING = [
    2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9,
    1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3,
    3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
]
YIELDS = [
    47, 64, 23, 71, 38, 64, 55, 41, 59, 48, 71, 35, 57, 40, 58, 44, 80, 55, 37, 74, 51, 57, 50, 60, 45, 57,
    50, 45, 25, 59, 50, 71, 56, 74, 50, 58, 45, 54, 36, 54, 48, 55, 45, 57, 50, 62, 44, 64, 43, 52, 38, 59,
    55, 41, 53, 49, 34, 35, 54, 45, 68, 38, 50, 60, 39, 59, 40, 57, 54, 23,
]
EXTRA_SLEEP_FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
EXTRA_SLEEP_SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
MAIZE_CROSSED = [
    23.5, 12.0, 21.0, 22.0, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21.0, 22.125, 23.0, 12.0,
]
MAIZE_SELF_FERTILISED = [
    17.375, 20.375, 20.0, 20.0, 18.375, 18.625, 18.625, 15.25, 16.5, 18.0, 16.25, 18.0, 12.75, 15.5, 18.0,
]
DOWNS_CASES = [0, 8, 63, 112, 262, 295]
DOWNS_BIRTHS = [327, 30666, 123419, 149919, 104088, 34392]
DOWNS_STANDARD = [319933, 931318, 786511, 488235, 237863, 61313]
# fmt: on
