param w
param v:
param u = 3, t: real
data x: real, y
hyper a: = 2
param b: real()
param c: real[]
