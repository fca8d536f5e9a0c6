param w: real =
z =
loss
penalty w +
f(x) = * 2
u = w * / 2
v = (w + )
y = ()
x = [1, , 2]
t = w[]
y ~ normal(0, )
dim D =
loss sin(,w)
loss - 
