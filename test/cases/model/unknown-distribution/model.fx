density triangle(y, a) = a*y
data y: real
param m: real
y ~ gaussian(m, 1)
y ~ nromal(m, 1)
y ~ traingle(m)
