# The density is the same within its bounds: m has no slope, s has one.
data x: real
param m: real = -20, s: positive = 40
x ~ uniform(m, m + s)
