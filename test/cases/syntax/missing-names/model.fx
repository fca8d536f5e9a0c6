dim = 2
dim 3 = 2
param : real
data 2x: real
density (y) = y
output 3
f(2) = 1
density d = 3
f() = 2
param w b: real
