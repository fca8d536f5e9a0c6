dim D = 2.5
dim E = 0
dim F = -3
dim G = 1e12
data x: real[1 - 1]
param w: real[1/2], v: real[D], p: simplex[1]
loss sum(w) + sum(v) + sum(p)
