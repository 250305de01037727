"""Sheets in many hands, their numbers worked out apart: what is wrong is found, and only that."""

import pytest

from autograd.handwork import check

SLIPS = {
    "perceptron-md, wrong": (
        (17,),
        """
# Homework 3, Question 1

We have one neuron with two inputs.

Let x1 = 0.5, x2 = -1.0, w1 = 0.8, w2 = 0.3, b = 0.1, t = 1

**Forward pass**

- z = w1*x1 + w2*x2 + b = 0.8*0.5 + 0.3*(-1.0) + 0.1 = 0.2
- a = sigmoid(z) = 0.5498
- E = 1/2 (t - a)^2 = 0.1013

**Backward pass**

- dE/da = -(t - a) = -0.4502
- da/dz = a(1-a) = 0.2475
- dE/dz = dE/da * da/dz = 0.1114
- dE/dw1 = dE/dz * x1 = 0.0557
- dE/dw2 = dE/dz * x2 = -0.1114
- dE/db = 0.1114

So with a learning rate of 0.5 the new weights are

- w1_new = w1 - 0.5 * dE/dw1 = 0.7721
- w2_new = w2 - 0.5 * dE/dw2 = 0.3557
""",
    ),
    "german, wrong": (
        (11,),
        """
Aufgabe 2

gegeben: x = 1,5; w = 0,4; b = -0,2; y = 1,0; eta = 0,1

z = w x + b = 0,4 · 1,5 - 0,2 = 0,4
yhat = tanh(z) = 0,3799
L = (yhat - y)² = 0,3845

Rückwärts:
dL/dyhat = 2 (yhat - y) = -1,2401
dyhat/dz = 1 - yhat² = 0,6201
dL/dz = -1,2401 · 0,6201 = -0,7689
dL/dw = dL/dz · x = -1,1534
dL/db = dL/dz = -0,7689
w_neu = w - eta · dL/dw = 0,5153
b_neu = b - eta · dL/db = -0,1231
""",
    ),
    "softmax-tex, wrong": (
        (16,),
        r"""
\documentclass{article}
\begin{document}
\section*{Softmax}
Given the logits $z_1 = 2.0$, $z_2 = 1.0$, $z_3 = 0.1$, the true class is 1.

\begin{align*}
S &= e^{z_1} + e^{z_2} + e^{z_3} = 11.213 \\
p_1 &= \frac{e^{z_1}}{S} = 0.659 \\
p_2 &= \frac{e^{z_2}}{S} = 0.242 \\
p_3 &= \frac{e^{z_3}}{S} = 0.099 \\
L &= -\ln(p_1) = 0.417
\end{align*}

The gradient is
\begin{align*}
\frac{\partial L}{\partial z_1} &= p_1 - 1 = 0.659 \\
\frac{\partial L}{\partial z_2} &= p_2 = 0.242 \\
\frac{\partial L}{\partial z_3} &= p_3 = 0.099
\end{align*}
\end{document}
""",
    ),
    "batchnorm, wrong": (
        (7,),
        """
Batch normalization, batch of 4

x = [1, 2, 4, 5]
eps = 0.01, gamma = 2, beta = 0.5

mu = (1 + 2 + 4 + 5)/4 = 3.0
var = ((1-3)^2 + (2-3)^2 + (4-3)^2 + (5-3)^2)/4 = 3.33
std = sqrt(var + eps) = 1.828
xhat = (x - mu)/std = [-1.094, -0.547, 0.547, 1.094]
y = gamma*xhat + beta = [-1.688, -0.594, 1.594, 2.688]
""",
    ),
    "rnn, right": (
        (),
        """
RNN with one unit, h0 = 0
Wx = 0.5, Wh = 0.8, x1 = 1, x2 = 0.5, x3 = -1, target y = 0

t=1:  h1 = tanh(Wx*x1 + Wh*h0) = tanh(0.5) = 0.4621
t=2:  h2 = tanh(Wx*x2 + Wh*h1) = 0.5509
t=3:  h3 = tanh(Wx*x3 + Wh*h2) = -0.0592

L = 0.5*(h3 - y)^2 = 0.0018

BPTT
delta3 = (h3 - y)*(1 - h3^2) = -0.0590
delta2 = delta3*Wh*(1 - h2^2) = -0.0329
delta1 = delta2*Wh*(1 - h1^2) = -0.0207
dL/dWx = delta1*x1 + delta2*x2 + delta3*x3 = 0.0219
""",
    ),
    "rnn, wrong": (
        (5,),
        """
RNN with one unit, h0 = 0
Wx = 0.5, Wh = 0.8, x1 = 1, x2 = 0.5, x3 = -1, target y = 0

t=1:  h1 = tanh(Wx*x1 + Wh*h0) = tanh(0.5) = 0.4621
t=2:  h2 = tanh(Wx*x2 + Wh*h1) = 0.6120
t=3:  h3 = tanh(Wx*x3 + Wh*h2) = -0.0104

L = 0.5*(h3 - y)^2 = 0.0001

BPTT
delta3 = (h3 - y)*(1 - h3^2) = -0.0104
delta2 = delta3*Wh*(1 - h2^2) = -0.0052
delta1 = delta2*Wh*(1 - h1^2) = -0.0033
dL/dWx = delta1*x1 + delta2*x2 + delta3*x3 = 0.0045
""",
    ),
    "gd, wrong": (
        (4,),
        """
Minimize f(x) = x^2 - 2x + 3, start at x0 = 4, eta = 0.2
f'(x) = 2x - 2
x1 = x0 - 0.2*(2*x0 - 2) = 4.000 - 0.2*6.000 = 2.800
x2 = x1 - 0.2*(2*x1 - 2) = 2.800 - 0.2*3.600 = 3.520
x3 = x2 - 0.2*(2*x2 - 2) = 3.520 - 0.2*5.040 = 2.512
f(x3) = 4.286
""",
    ),
    "gd-iter, wrong": (
        (8,),
        """
Given: w = 3, eta = 0.1

Iteration 1:
grad = 2(w - 1) = 4.000
w = w - eta*grad = 3.000 - 0.1*4.000 = 2.600

Iteration 2:
grad = 2(w - 1) = 4.200
w = w - eta*grad = 2.600 - 0.1*4.200 = 2.180

Iteration 3:
grad = 2(w - 1) = 2.360
w = w - eta*grad = 2.180 - 0.1*2.360 = 1.944
""",
    ),
    "karpathy, wrong": (
        (6,),
        """
x = -2; y = 5; z = -4

q = x + y   # q becomes 3
f = q * z   # f becomes -12

dfdz = q = -4
dfdq = z = -4
dqdx = 1.0
dqdy = 1.0
dfdx = dfdq * dqdx = -4
dfdy = dfdq * dqdy = -4
""",
    ),
    "gd2, right": (
        (),
        """
f(x,y) = x^2 + x y + y^2
k = 0: x = 1.000, y = 2.000, f = x^2 + x*y + y^2 = 7.000, gx = 2x + y = 4.000, gy = x + 2y = 5.000
k = 1: x = 0.600, y = 1.500, f = x^2 + x*y + y^2 = 3.510, gx = 2x + y = 2.700, gy = x + 2y = 3.600
k = 2: x = 0.330, y = 1.140, f = x^2 + x*y + y^2 = 1.785, gx = 2x + y = 1.800, gy = x + 2y = 2.610
""",
    ),
    "gd2, wrong": (
        (3,),
        """
f(x,y) = x^2 + x y + y^2
k = 0: x = 1.000, y = 2.000, f = x^2 + x*y + y^2 = 7.000, gx = 2x + y = 4.000, gy = x + 2y = 5.000
k = 1: x = 0.600, y = 1.500, f = x^2 + x*y + y^2 = 3.510, gx = 2x + y = 2.700, gy = x + 2y = 3.000
k = 2: x = 0.330, y = 1.200, f = x^2 + x*y + y^2 = 1.945, gx = 2x + y = 1.860, gy = x + 2y = 2.730
""",
    ),
    "adam, right": (
        (),
        """
Adam step t = 1 with g = 0.5, beta1 = 0.9, beta2 = 0.999, alpha = 0.01, w = 2

1. m = (1 - beta1) g = 0.050
2. v = (1 - beta2) g^2 = 0.00025
3. mhat = m/(1 - beta1) = 0.500
4. vhat = v/(1 - beta2) = 0.2500
5. w = w - alpha * mhat/sqrt(vhat) = 1.9900
""",
    ),
    "adam, wrong": (
        (6,),
        """
Adam step t = 1 with g = 0.5, beta1 = 0.9, beta2 = 0.999, alpha = 0.01, w = 2

1. m = (1 - beta1) g = 0.050
2. v = (1 - beta2) g^2 = 0.00025
3. mhat = m/(1 - beta1) = 0.500
4. vhat = v/(1 - beta2) = 0.0025
5. w = w - alpha * mhat/sqrt(vhat) = 1.9000
""",
    ),
    "ce-letters, right": (
        (),
        """
any: z1 in [-2, 2], z2 in [-2, 2]
p = e^z1/(e^z1 + e^z2)
L = -ln(p) = -z1 + ln(e^z1 + e^z2)
dL/dz1 = -1 + e^z1/(e^z1 + e^z2) = p - 1
dL/dz2 = e^z2/(e^z1 + e^z2) = 1 - p
""",
    ),
    "ce-letters, wrong": (
        (3, 5),
        """
any: z1 in [-2, 2], z2 in [-2, 2]
p = e^z1/(e^z1 + e^z2)
L = -ln(p) = z1 - ln(e^z1 + e^z2)
dL/dz1 = -1 + e^z1/(e^z1 + e^z2) = p - 1
dL/dz2 = e^z2/(e^z1 + e^z2) = p
""",
    ),
    "python, wrong": (
        (9,),
        """
x = 1.2
w = -0.7
b = 0.3
y = 0
z = x*w + b                  # -0.54
a = np.tanh(z)               # -0.4930
loss = (a - y)**2            # 0.2430
da = 2*(a - y)               # -0.9860
dz = da * (1 - a**2)         # -1.4721
dw = dz * x                  # -1.7665
db = dz                      # -1.4721
""",
    ),
    "xor, right": (
        (),
        """
Backprop exercise (my solution)
========================
x1 = 1, x2 = 0, target T = 0.5, eta = 1
w11 = 0.1, w12 = 0.4, w21 = 0.8, w22 = 0.6
v1 = 0.3, v2 = 0.9

hidden:
net1 = w11*x1 + w21*x2 = 0.1 -> h1 = 0.525
net2 = w12*x1 + w22*x2 = 0.4 -> h2 = 0.599
h1 = sigmoid(net1) = 0.525
h2 = sigmoid(net2) = 0.599
output:
neto = v1*h1 + v2*h2 = 0.697
o = sigmoid(neto) = 0.667

delta_o = (T - o)*o*(1 - o) = -0.0371
delta_1 = delta_o*v1*h1*(1-h1) = -0.0371*0.3*0.525*0.475 = -0.0028
delta_2 = delta_o*v2*h2*(1-h2) = -0.0371*0.9*0.599*0.401 = -0.0080

v1_new = v1 + eta*delta_o*h1 = 0.2805
w11_new = w11 + eta*delta_1*x1 = 0.0972
w21_new = w21 + eta*delta_1*x2 = 0.8
""",
    ),
    "xor, wrong": (
        (18,),
        """
Backprop exercise (my solution)
========================
x1 = 1, x2 = 0, target T = 0.5, eta = 1
w11 = 0.1, w12 = 0.4, w21 = 0.8, w22 = 0.6
v1 = 0.3, v2 = 0.9

hidden:
net1 = w11*x1 + w21*x2 = 0.1 -> h1 = 0.525
net2 = w12*x1 + w22*x2 = 0.4 -> h2 = 0.599
h1 = sigmoid(net1) = 0.525
h2 = sigmoid(net2) = 0.599
output:
neto = v1*h1 + v2*h2 = 0.697
o = sigmoid(neto) = 0.667

delta_o = (T - o)*o*(1 - o) = -0.0371
delta_1 = delta_o*v1*h1*(1-h1) = -0.0371*0.3*0.525*0.475 = -0.0028
delta_2 = delta_o*v2*h2*(1-h2) = -0.0371*0.9*0.599*0.401 = -0.0200

v1_new = v1 + eta*delta_o*h1 = 0.2805
w11_new = w11 + eta*delta_1*x1 = 0.0972
w21_new = w21 + eta*delta_1*x2 = 0.8
""",
    ),
    "remarks, wrong": (
        (12,),
        """
Given x = 3, w = -2, b = 4:

1. u = w*x = -6 (multiply)
2. s = u + b = -2 (add bias)
3. y = s^2 = 4 (square)

Backward (chain rule):

4. dy/ds = 2s = -4 (power rule)
5. ds/du = 1 (trivial)
6. du/dw = x = 3
7. dy/dw = -4 * 1 * 3 = 12 (done!)
8. dy/db = -4
9. dy/dx = dy/ds * w = -4 * (-2) = 8
""",
    ),
    "softvec, wrong": (
        (7,),
        r"""
$$\mathbf{z} = (1, 2, 3)^T, \quad \mathbf{y} = (0, 0, 1)^T$$

$$\mathbf{p} = \mathrm{softmax}(\mathbf{z}) = (0.0900, 0.2447, 0.6652)^T$$

$$L = -\ln p_3 = 0.4076$$

$$\frac{\partial L}{\partial \mathbf{z}} = \mathbf{p} - \mathbf{y} = (-0.9100, -0.7553, -0.3348)^T$$
""",
    ),
    "trunc, wrong": (
        (5,),
        """
x=0.9 y=0.4
a = 0.35, c = -0.6
z = a x + c y = 0.075
s = 1/(1+exp(-z)) = 0.518
s' = s(1-s) = 0.786
ds/da = s' x = 0.707
""",
    ),
    "momentum, wrong": (
        (6,),
        """
w0 = 1.0, v0 = 0, lr = 0.1, beta = 0.9
g0 = 2*w0 = 2.0
v1 = beta*v0 + g0 = 2.0
w1 = w0 - lr*v1 = 0.8
g1 = 2*w1 = 1.6
v2 = beta*v1 + g1 = 0.9*2.0 + 1.6 = 3.6
w2 = w1 - lr*v2 = 0.44
""",
    ),
    "newton, right": (
        (),
        """
f(x) = x^2 - 2
f'(x) = 2x
x0 = 1
x1 = x0 - f(x0)/f'(x0) = 1 - (-1)/2 = 1.5
x2 = x1 - f(x1)/f'(x1) = 1.5 - 0.25/3 = 1.4167
""",
    ),
    "lstm, wrong": (
        (8,),
        """
given: x = 0.5, h0 = 0.1, c0 = 0.2
given: Wf = 0.7, Uf = 0.1, Wi = 0.95, Ui = 0.8, Wo = 0.6, Uo = 0.4, Wc = 0.45, Uc = 0.15

f = sigmoid(Wf x + Uf h0) = sigmoid(0.36) = 0.5890
i = sigmoid(Wi x + Ui h0) = sigmoid(0.555) = 0.6353
o = sigmoid(Wo x + Uo h0) = sigmoid(0.34) = 0.5842
g = tanh(Wc x + Uc h0) = tanh(0.24) = 0.2355
c = f*c0 + i*g = 0.2658
h = o * tanh(c) = 0.1517
""",
    ),
    "attention, wrong": (
        (3,),
        """
d = 2
q = [1, 0]; k1 = [1, 1]; k2 = [0, 2]; v1 = 3; v2 = 5
s1 = q'k1/sqrt(d) = 0.500
s2 = q'k2/sqrt(d) = 0
a1 = exp(s1)/(exp(s1)+exp(s2)) = 0.622
a2 = 1 - a1 = 0.378
o = a1*v1 + a2*v2 = 3.755
""",
    ),
}
"""Sheets as typed, and the rows that are wrong, counted from 1 behind the opening quotes."""


@pytest.mark.parametrize("name", SLIPS)
def test_the_wrong_rows_of_a_sheet_are_found_and_no_others(name):
    wrong, sheet = SLIPS[name]

    lines = check(sheet.removeprefix("\n")).lines

    assert tuple(line.line for line in lines if line.verdict == "slip") == wrong
    assert {line.verdict for line in lines} <= {"ok", "slip", "carried", "truncated"}
