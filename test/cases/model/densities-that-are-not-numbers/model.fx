density wide(y, m) = [y - m, y + m]
data y: real
param m: real
y ~ wide(m)
