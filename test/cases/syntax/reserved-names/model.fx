param data: real
loss = 3
penalty ~ normal(0, 1)
dim for = 2
f(loss) = loss^2
z = output + 1
param to: real, end: real
x = true
w = v + end
output dim = 1
