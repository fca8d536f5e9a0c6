param a: real, W: real[2, 3], v: real[3]
data x: real
x ~ normal([x, a]' * W * v, 1)
