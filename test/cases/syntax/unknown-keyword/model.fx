parm w: real
dta x: real, y: real
parameter b: real = 0
lost (w - 1)^2
outptu p = w
model w: real
hiper tau: positive = 1
minimise (w - 1)^2
