data w: weight[3]
param a: real[2, 2, 2], p: simplex, o: ordered
loss sum(a) + sum(p) + sum(o)
